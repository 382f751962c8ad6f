package org.beamnsl.core.embedding.latent;

import java.util.stream.IntStream;

/**
 * Learns a {@link LatentModel}: the leading right singular vectors of the documents' tf-idf matrix
 * by subspace iteration from a random start, and a last Rayleigh-Ritz step (Halko, Martinsson and
 * Tropp, "Finding structure with randomness", 2011, algorithms 4.4 and 5.3, on {@code Aᵀ A}).
 */
public final class LatentFit {
  private final LatentParams params;
  private final TermWeights weights;

  /** Learns with these weights. */
  public LatentFit(LatentParams params, TermWeights weights) {
    this.params = params;
    this.weights = weights;
  }

  /** The random start. */
  TallMatrix start() {
    // Orthonormal too: sums are exact only while no product exceeds 1.
    int[] names = IntStream.range(0, weights.size()).map(weights::term).toArray();
    return TallMatrix.randomSigns(names, params.width(weights.size()), params.seed()).orthonormal();
  }

  /** The model, from the last basis and its product with {@code Aᵀ A}. */
  LatentModel model(TallMatrix basis, TallMatrix product) {
    int width = Math.min(params.dimensions(), basis.width());
    SymmetricEigen eigen =
        new SymmetricEigen(symmetric(basis.transposeTimes(product)), basis.width());
    double[] rotation = new double[basis.width() * width];
    for (int i = 0; i < basis.width(); i++) {
      for (int j = 0; j < width; j++) {
        rotation[i * width + j] = eigen.vector(j, i);
      }
    }
    TallMatrix directions = basis.times(rotation, width);
    fixSigns(directions);
    return new LatentModel(weights, params.dimensions(), directions);
  }

  private static double[] symmetric(double[] matrix) {
    int size = (int) Math.round(Math.sqrt(matrix.length));
    double[] mean = new double[matrix.length];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        mean[i * size + j] = (matrix[i * size + j] + matrix[j * size + i]) / 2;
      }
    }
    return mean;
  }

  /** Singular vectors have no sign of their own: their largest entry is made positive. */
  private static void fixSigns(TallMatrix directions) {
    double[] values = directions.values();
    int width = directions.width();
    for (int column = 0; column < width; column++) {
      double largest = 0;
      for (int i = column; i < values.length; i += width) {
        if (Math.abs(values[i]) > Math.abs(largest)) {
          largest = values[i];
        }
      }
      for (int i = column; largest < 0 && i < values.length; i += width) {
        values[i] = -values[i];
      }
    }
  }
}
