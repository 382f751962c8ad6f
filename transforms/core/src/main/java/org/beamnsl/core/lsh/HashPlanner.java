package org.beamnsl.core.lsh;

import java.util.Optional;

/**
 * Chooses the shape of the hash that meets a recall floor at the least cost.
 *
 * <p>A function of its arguments only.
 */
public final class HashPlanner {
  private static final int[] WIDTHS = {16, 32, 64, 128, 256};
  private static final int MAX_SLICES = 5;

  /** More keys per row than this cost more memory than they save time. */
  private static final int MAX_ROUNDS = 400;

  private final CosineHistogram histogram;
  private final long rows;
  private final int dims;
  private final long seed;

  /**
   * Plans for one set of vectors.
   *
   * @param histogram cosines of a sample of pairs, as the hash sees them
   * @param rows number of vectors to be joined
   * @param dims their length
   * @param seed what the rotations are derived from
   */
  public HashPlanner(CosineHistogram histogram, long rows, int dims, long seed) {
    this.histogram = histogram;
    this.rows = rows;
    this.dims = dims;
    this.seed = seed;
  }

  /**
   * The cheapest shape that finds a pair at the threshold with at least the target probability;
   * empty when none does within {@value #MAX_ROUNDS} rounds.
   */
  public Optional<HashParams> cheapest(double threshold, double target) {
    Optional<HashParams> best = Optional.empty();
    double least = Double.POSITIVE_INFINITY;
    for (int width : WIDTHS) {
      for (int slices = 1; slices <= MAX_SLICES; slices++) {
        Optional<HashParams> shape = shape(width, slices, threshold, target);
        double cost = shape.map(this::cost).orElse(Double.POSITIVE_INFINITY);
        if (cost < least) {
          least = cost;
          best = shape;
        }
      }
    }
    return best;
  }

  /** The shape with this many slices of this width and as many rounds as the target needs. */
  Optional<HashParams> shape(int width, int slices, double threshold, double target) {
    int bits = slices * (Integer.numberOfTrailingZeros(width) + 1);
    int rounds = Recall.rounds(Recall.perRound(width, slices, threshold), target);
    if (bits > 30 || rounds > MAX_ROUNDS) {
      return Optional.empty();
    }
    return Optional.of(new HashParams(dims, width, slices, rounds, seed));
  }

  /** Expected number of other rows in a row's bucket. */
  public double mates(HashParams params) {
    return (rows - 1) * histogram.expect(new Recall(params)::perRound);
  }

  /** Expected cost in CPU seconds of the reference machine. */
  public double cost(HashParams params) {
    return HashCost.hashed(params, rows, mates(params));
  }

  /**
   * Expected share of the pairs at or above the threshold that are found, from the sample; the
   * share at the threshold when the sample has no such pair.
   */
  public double expectedRecall(HashParams params, double threshold) {
    double reaching = histogram.expect(cosine -> cosine >= threshold ? 1 : 0);
    Recall recall = new Recall(params);
    return reaching == 0
        ? recall.of(threshold)
        : histogram.expect(cosine -> cosine >= threshold ? recall.of(cosine) : 0) / reaching;
  }
}
