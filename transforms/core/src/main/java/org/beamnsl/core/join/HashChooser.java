package org.beamnsl.core.join;

import java.util.Optional;
import org.beamnsl.core.join.Hashing.Expectation;
import org.beamnsl.core.lsh.HashParams;
import org.beamnsl.core.lsh.HashPlanner;
import org.beamnsl.core.lsh.Recall;
import org.beamnsl.core.measure.Closeness;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.jspecify.annotations.Nullable;

/** Chooses the hash that finds what is asked for at the least cost, from a sample of the rows. */
final class HashChooser {
  /** With several partitions, the share of the misses that the joins inside them may cause. */
  private static final double INNER_MISSES = 1.0 / 3;

  /** Shares of the nearest neighbours that may lie below the weight that hashing is made for. */
  private static final double[] SHARES_BELOW = {0, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5};

  /** Share of the allowed misses kept in reserve: neighbours of one cluster are missed together. */
  private static final double RESERVE = 0.25;

  private final JoinParams params;
  private final Closeness closeness;
  private final long rows;
  private final EmbeddingMatrix sample;
  private final SampledWeights weights;
  private final PartitionPlanner partitions;

  /**
   * Prepares a choice.
   *
   * @param rows number of rows to join
   * @param weights of the sample's pairs
   * @param partitions how they can be spread
   */
  HashChooser(
      JoinParams params,
      long rows,
      EmbeddingMatrix sample,
      SampledWeights weights,
      PartitionPlanner partitions) {
    this.params = params;
    this.closeness = params.closeness();
    this.rows = rows;
    this.sample = sample;
    this.weights = weights;
    this.partitions = partitions;
  }

  /** The hash with the splits and rounds that are asked for. */
  Hashing asked() {
    int width = closeness.hashes().usualWidth();
    return of(
        new HashParams(sample.dims(), width, params.splits(), params.rounds(), params.seed()));
  }

  /** The cheapest hash for pairs at the threshold; nothing when none reaches the target. */
  Optional<Hashing> forThreshold() {
    return cheapest(closeness.least())
        .map(shape -> new ClusterRounds(sample, params, weights.center()).enough(shape))
        .map(this::of);
  }

  /**
   * The cheapest hash that finds the wanted share of the nearest neighbours that sampled rows have:
   * made for a weight that some of these neighbours do not reach, since the others are found more
   * surely than need be.
   *
   * @param truth weights of true nearest neighbours, ascending
   */
  Optional<Hashing> forNearest(double[] truth) {
    double aim = 1 - (1 - params.targetRecall()) * (1 - RESERVE);
    Optional<Hashing> best = Optional.empty();
    for (double share : SHARES_BELOW) {
      double threshold = truth.length == 0 ? 0 : truth[(int) (share * (truth.length - 1))];
      Optional<Hashing> found =
          cheapest(threshold)
              .map(shape -> of(shape, threshold))
              .map(hashing -> expectingNearest(hashing, truth));
      if (found.isPresent()
          && found.get().expected().recall() >= aim
          && (best.isEmpty() || found.get().expected().cost() < best.get().expected().cost())) {
        best = found;
      }
    }
    return best;
  }

  /** What is expected of a hash for pairs at the threshold. */
  Hashing of(HashParams hash) {
    return of(hash, closeness.least());
  }

  /** The same hashing, of which the recall of pairs of these weights is expected. */
  Hashing expectingNearest(Hashing hashing, double[] truth) {
    double sum = 0;
    for (double weight : truth) {
      double hashed = weights.hashedThreshold(weight);
      sum += odds(hashing.hash(), hashed) * odds(hashing.partitions().hash(), hashed);
    }
    return hashing.expecting(sum / truth.length);
  }

  private Hashing of(HashParams hash, double atWeight) {
    HashPlanner planner = planner();
    double threshold = weights.hashedThreshold(atWeight);
    PartitionPlan spread =
        partitions.bySimilarity(threshold, params.targetRecall() / innerTarget(), weights.center());
    double meet = odds(spread.hash(), threshold);
    Expectation expected =
        new Expectation(
            meet * odds(hash, threshold),
            meet * planner.expectedRecall(hash, threshold),
            planner.cost(hash) * spread.rounds().size() * rows / Math.max(1, rowsTogether()));
    return new Hashing(hash, weights.center(), spread, expected);
  }

  private Optional<HashParams> cheapest(double threshold) {
    double hashed = weights.hashedThreshold(threshold);
    return hashed <= 0 ? Optional.empty() : planner().cheapest(hashed, innerTarget());
  }

  private HashPlanner planner() {
    return weights.planner(rowsTogether(), params.seed());
  }

  /** Probability with which a hash finds a pair of this weight, as it sees it. */
  private double odds(@Nullable HashParams hash, double weight) {
    return hash == null ? 1 : new Recall(closeness.hashes(), hash).of(weight);
  }

  private double innerTarget() {
    return partitions.fitsOne()
        ? params.targetRecall()
        : 1 - (1 - params.targetRecall()) * INNER_MISSES;
  }

  /** Rows that are joined in one place. */
  private long rowsTogether() {
    return partitions.rowsTogether();
  }
}
