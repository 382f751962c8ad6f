package org.beamnsl.core.join;

import java.util.Arrays;
import org.beamnsl.core.lsh.HashPlanner;
import org.beamnsl.core.lsh.RowCost;
import org.beamnsl.core.lsh.WeightHistogram;
import org.beamnsl.core.measure.Closeness;
import org.beamnsl.core.similarity.Cosine;
import org.beamnsl.core.similarity.EmbeddingBlockBuilder;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.jspecify.annotations.Nullable;

/**
 * The weights of a sample's pairs as a hash sees them: of the rows themselves, or, where the hash
 * is for cosines, of the differences of vectors from the mean unit vector.
 */
final class SampledWeights {
  /** Share of the rows that may lie so near the centre that the threshold below fails them. */
  private static final double NEAR_CENTER = 0.01;

  private final EmbeddingMatrix sample;
  private final Closeness closeness;
  private final float @Nullable [] center;
  private final WeightHistogram histogram;

  SampledWeights(EmbeddingMatrix sample, Closeness closeness, boolean centered) {
    this.sample = sample;
    this.closeness = closeness;
    this.center = centered ? mean(sample) : null;
    this.histogram =
        center == null
            ? WeightHistogram.of(sample, closeness)
            : WeightHistogram.of(moved(sample, center), Cosine::of);
  }

  float @Nullable [] center() {
    return center;
  }

  WeightHistogram histogram() {
    return histogram;
  }

  HashPlanner planner(long rows, long seed) {
    RowCost cost = closeness.cost(sample.valuesPerRow());
    return new HashPlanner(
        closeness.hashes(), histogram, new HashPlanner.Rows(rows, sample.dims(), cost, seed));
  }

  /**
   * What the hash sees of a pair of this weight: the weight itself, or its cosine seen from the
   * centre.
   *
   * <p>Two unit vectors of cosine t are {@code √(2 - 2t)} apart; seen from a point at distance r
   * from both, their cosine is {@code 1 - (1 - t) / r²}. r is taken from the rows nearest the
   * centre, {@value #NEAR_CENTER} of the sample left out.
   */
  double hashedThreshold(double threshold) {
    if (center == null || sample.rows() == 0) {
      return threshold;
    }
    double[] squares = new double[sample.rows()];
    EmbeddingMatrix moved = moved(sample, center);
    for (int row = 0; row < squares.length; row++) {
      squares[row] = moved.norm(row) * moved.norm(row);
    }
    Arrays.sort(squares);
    double near = squares[(int) (NEAR_CENTER * squares.length)];
    return near == 0 ? 0 : Math.max(0, 1 - (1 - threshold) / near);
  }

  /** Mean of the unit vectors: in the sample's order, so the same on every machine. */
  private static float[] mean(EmbeddingMatrix sample) {
    double[] sum = new double[sample.dims()];
    for (int row = 0; row < sample.rows(); row++) {
      double norm = sample.norm(row);
      for (int k = 0; k < sum.length && norm > 0; k++) {
        sum[k] += sample.values()[row * sum.length + k] / norm;
      }
    }
    float[] mean = new float[sum.length];
    for (int k = 0; k < sum.length; k++) {
      mean[k] = (float) (sum[k] / Math.max(1, sample.rows()));
    }
    return mean;
  }

  private static EmbeddingMatrix moved(EmbeddingMatrix sample, float[] center) {
    int dims = sample.dims();
    EmbeddingBlockBuilder moved = new EmbeddingBlockBuilder(dims);
    float[] vector = new float[dims];
    for (int row = 0; row < sample.rows(); row++) {
      double norm = sample.norm(row);
      for (int k = 0; k < dims; k++) {
        double unit = norm == 0 ? 0 : sample.values()[row * dims + k] / norm;
        vector[k] = (float) (unit - center[k]);
      }
      moved.add(sample.ids().text(row), vector);
    }
    return EmbeddingMatrix.of(moved.build());
  }
}
