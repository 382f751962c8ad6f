package org.beamnsl.core.embedding.latent;

import org.beamnsl.core.embedding.words.TermCounts;
import org.beamnsl.core.page.PageReader;
import org.beamnsl.core.page.PageWriter;

/**
 * Turns term counts into vectors: their tf-idf weights times the leading right singular vectors of
 * the documents it was learned from, scaled to unit length. Immutable, but embedding is for one
 * thread at a time.
 */
public final class LatentModel {
  private final TermWeights weights;
  private final int dimensions;
  private final TallMatrix directions;
  private final SparseRow row = new SparseRow();
  private final double[] product;

  /** Combines weights and the directions of the kept terms, {@code dimensions} values each. */
  LatentModel(TermWeights weights, int dimensions, TallMatrix directions) {
    this.weights = weights;
    this.dimensions = dimensions;
    this.directions = directions;
    this.product = new double[directions.width()];
  }

  /** The vector of a document; all 0 when it holds no kept term. */
  public float[] embed(TermCounts counts) {
    weights.weigh(counts, row);
    RangeSums.project(row, directions, product);
    double squares = 0;
    for (double value : product) {
      squares += value * value;
    }
    float[] vector = new float[dimensions];
    double scale = squares == 0 ? 0 : 1 / Math.sqrt(squares);
    for (int i = 0; i < product.length; i++) {
      vector[i] = (float) (product[i] * scale);
    }
    return vector;
  }

  /** The model as bytes. */
  public byte[] toBytes() {
    PageWriter page = new PageWriter(1 << 16);
    weights.writeTo(page);
    page.putInt(dimensions);
    page.putInt(directions.width());
    for (double value : directions.values()) {
      page.putFloat((float) value);
    }
    return page.take();
  }

  /** Reads a model. */
  public static LatentModel ofBytes(byte[] bytes) {
    PageReader page = new PageReader(bytes);
    TermWeights weights = TermWeights.readFrom(page);
    int dimensions = page.getInt();
    int width = page.getInt();
    double[] values = new double[weights.size() * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = page.getFloat();
    }
    return new LatentModel(weights, dimensions, new TallMatrix(width, values));
  }
}
