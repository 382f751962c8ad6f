package org.beamnsl.core.lsh;

import java.util.Optional;

/**
 * Chooses the shape of the hash that meets a recall floor at the least cost.
 *
 * <p>A function of its arguments only.
 */
public final class HashPlanner {
  /** More keys per row than this cost more memory than they save time. */
  private static final int MAX_ROUNDS = 400;

  private final HashFamily family;
  private final WeightHistogram histogram;
  private final Rows rows;

  /**
   * What is hashed.
   *
   * @param count number of rows to be joined
   * @param dims length of their vectors
   * @param cost what handling them costs
   * @param seed what random choices are derived from
   */
  public record Rows(long count, int dims, RowCost cost, long seed) {}

  /**
   * Plans for one set of rows.
   *
   * @param family the hashes to choose from
   * @param histogram weights of a sample of pairs, as the hash sees them
   */
  public HashPlanner(HashFamily family, WeightHistogram histogram, Rows rows) {
    this.family = family;
    this.histogram = histogram;
    this.rows = rows;
  }

  /**
   * The cheapest shape that finds a pair at the threshold with at least the target probability;
   * empty when none does within {@value #MAX_ROUNDS} rounds.
   */
  public Optional<HashParams> cheapest(double threshold, double target) {
    Optional<HashParams> best = Optional.empty();
    double least = Double.POSITIVE_INFINITY;
    for (int width : family.widths()) {
      for (int slices = 1; slices <= family.mostSlices(width); slices++) {
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
    HashParams one = new HashParams(rows.dims(), width, slices, 1, rows.seed());
    int rounds = Recall.rounds(new Recall(family, one).perRound(threshold), target);
    return rounds > MAX_ROUNDS ? Optional.empty() : Optional.of(one.withRounds(rounds));
  }

  /** Expected number of other rows in a row's bucket. */
  public double mates(HashParams params) {
    return (rows.count() - 1) * histogram.expect(new Recall(family, params)::perRound);
  }

  /** Expected cost in CPU seconds of the reference machine. */
  public double cost(HashParams params) {
    return HashCost.hashed(
        rows.cost(), rows.count(), params.rounds(), family.secondsPerKey(params), mates(params));
  }

  /**
   * Expected share of the pairs at or above the threshold that are found, from the sample; the
   * share at the threshold when the sample has no such pair.
   */
  public double expectedRecall(HashParams params, double threshold) {
    double reaching = histogram.expect(weight -> weight >= threshold ? 1 : 0);
    Recall recall = new Recall(family, params);
    return reaching == 0
        ? recall.of(threshold)
        : histogram.expect(weight -> weight >= threshold ? recall.of(weight) : 0) / reaching;
  }
}
