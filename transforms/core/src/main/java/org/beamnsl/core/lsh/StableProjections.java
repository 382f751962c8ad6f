package org.beamnsl.core.lsh;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Random projections cut into intervals: the family for Euclidean distance (Datar, Immorlica, Indyk
 * and Mirrokni, 2004, "Locality-sensitive hashing scheme based on p-stable distributions").
 *
 * <p>A slice hashes a vector x to {@code ⌊(a·x + b) / w⌋} with a normally distributed and b uniform
 * in [0, w). The width says how long the interval w is, in halves of the radius. Two vectors at
 * distance c agree with probability
 *
 * <pre>{@code p(u) = ∫ 2φ(t) (1 - t/u) dt over t from 0 to u, u = w / c}</pre>
 *
 * since a·(x - y) is normal with deviation c, and an interval border falls between two points at a
 * distance of t·c with probability t/u. The paper's closed form is {@code 1 - 2Φ(-u) - 2 / (√(2π)
 * u) (1 - exp(-u²/2))}.
 */
public final class StableProjections implements HashFamily {
  private static final long serialVersionUID = 1;

  private static final List<Integer> WIDTHS = List.of(2, 3, 4, 6, 8, 12, 16, 24, 32);
  private static final List<Integer> COARSE = List.of(8, 12, 16, 32);
  private static final int MOST_COARSE_SLICES = 6;

  /** Seconds for each multiplication. */
  private static final double MULTIPLY = 4e-10;

  /** Beyond so many deviations nothing is left of a normal distribution. */
  private static final double FAR = 9;

  private final double radius;

  /**
   * Hashes for graphs of a radius.
   *
   * @param radius distance whose weight is one half
   */
  public StableProjections(double radius) {
    this.radius = radius;
  }

  @Override
  public String name() {
    return "stable-projections";
  }

  @Override
  public List<Integer> widths() {
    return WIDTHS;
  }

  /**
   * The probability for two vectors of a weight.
   *
   * @param weight {@code radius / (radius + distance)}
   */
  @Override
  public double probability(int width, double weight) {
    if (weight <= 0) {
      return 0;
    }
    double distance = 1 / weight - 1;
    return distance <= 0 ? 1 : agreement(width / (2 * distance));
  }

  /**
   * The closed form.
   *
   * @param u interval over distance
   */
  static double agreement(double u) {
    double tail = StrictMath.exp(-u * u / 2);
    return within(u, tail) - 2 / (Math.sqrt(2 * Math.PI) * u) * (1 - tail);
  }

  /** Probability that a normally distributed number is within ±u: a series of positive terms. */
  private static double within(double u, double tail) {
    if (u > FAR) {
      return 1;
    }
    double term = u;
    double sum = u;
    for (int odd = 3; term > sum * 1e-17; odd += 2) {
      term *= u * u / odd;
      sum += term;
    }
    return Math.min(1, 2 / Math.sqrt(2 * Math.PI) * tail * sum);
  }

  @Override
  public double secondsPerKey(HashParams params) {
    return MULTIPLY * params.slices() * params.dims();
  }

  /** Several slices of long intervals: one projection alone hardly tells near from far. */
  @Override
  public List<HashParams> partitioning(int dims, double keys, long seed) {
    List<HashParams> shapes = new ArrayList<>();
    for (int width : COARSE) {
      for (int slices = 1; slices <= MOST_COARSE_SLICES; slices++) {
        shapes.add(new HashParams(dims, width, slices, 1, seed));
      }
    }
    return shapes;
  }

  @Override
  public RowHasher hasher(HashParams params, float @Nullable [] center) {
    return new ProjectionHasher(params, params.width() * radius / 2);
  }
}
