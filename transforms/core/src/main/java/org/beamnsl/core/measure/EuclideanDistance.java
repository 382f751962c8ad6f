package org.beamnsl.core.measure;

import java.util.Optional;
import java.util.OptionalDouble;
import org.beamnsl.core.lsh.HashFamily;
import org.beamnsl.core.lsh.RowCost;
import org.beamnsl.core.lsh.StableProjections;
import org.beamnsl.core.similarity.DoubleDistance;
import org.beamnsl.core.similarity.DoubleDot;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.jspecify.annotations.Nullable;

/**
 * The Euclidean distance of two vectors, which must be at most the threshold, the radius of the
 * graph.
 *
 * <p>The weight is {@code radius / (radius + distance)}: 1 for equal rows, one half at the radius.
 * So larger is closer, as packing and training want it, all weights of a graph are from .5 to 1,
 * and they have the same digits whatever unit the vectors are in. The distance is {@code radius *
 * (1 / weight - 1)}.
 */
public final class EuclideanDistance implements SimilarityMeasure {
  /** Its name. */
  public static final String NAME = "euclidean";

  /** Longer vectors could overflow in single precision. */
  static final double LONGEST = 1e18;

  private static final long serialVersionUID = 1;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String thresholds() {
    return "a distance above 0 that two rows may be apart";
  }

  @Override
  public boolean accepts(double threshold) {
    return threshold > 0 && threshold <= LONGEST;
  }

  /** There is none: no distance is the largest. */
  @Override
  public OptionalDouble loosest() {
    return OptionalDouble.empty();
  }

  @Override
  public Optional<String> flaw(float[] vector, int length) {
    double norm = Math.sqrt(DoubleDot.product(vector, 0, 0, length));
    return norm <= LONGEST
        ? Optional.empty()
        : Optional.of(
            String.format(
                "has length %.4g, but similarity=euclidean compares vectors of at most %.0e",
                norm, LONGEST));
  }

  @Override
  public Closeness closeness(double threshold) {
    return new Within(threshold);
  }

  private record Within(double radius) implements Closeness {
    @Override
    public double least() {
      return 0.5;
    }

    @Override
    public double of(EmbeddingMatrix rows, int a, int b) {
      int dims = rows.dims();
      return radius / (radius + DoubleDistance.of(rows.values(), a * dims, b * dims, dims));
    }

    @Override
    public HashFamily hashes() {
      return new StableProjections(radius);
    }

    @Override
    public RowComparer comparer(EmbeddingMatrix rows, float @Nullable [] floors) {
      return new DistanceComparer(rows, radius, floors);
    }

    @Override
    public RowCost cost(double values) {
      return ProductComparer.cost(values);
    }
  }
}
