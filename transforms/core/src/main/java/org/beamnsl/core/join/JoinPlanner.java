package org.beamnsl.core.join;

import java.util.List;
import java.util.Optional;
import org.beamnsl.core.lsh.HashCost;
import org.beamnsl.core.lsh.HashParams;
import org.beamnsl.core.lsh.HashPlanner;
import org.beamnsl.core.lsh.Recall;
import org.beamnsl.core.measure.Closeness;
import org.beamnsl.core.similarity.EmbeddingBlock;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.beamnsl.core.similarity.RowForm;
import org.jspecify.annotations.Nullable;

/** Plans a join from a sample of its rows. */
public final class JoinPlanner {
  /** Mean cosine of unrelated rows from which on centring is worth a warning. */
  private static final double LARGE_COMMON_COMPONENT = 0.2;

  /** With several partitions, the share of the misses that the joins inside them may cause. */
  private static final double INNER_MISSES = 1.0 / 3;

  /** Shares of the nearest neighbours that may lie below the weight that hashing is made for. */
  private static final double[] SHARES_BELOW = {0, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5};

  private static final String GROWING = "as the previous graph was built";

  /** Share of the allowed misses kept in reserve: neighbours of one cluster are missed together. */
  private static final double RESERVE = 0.25;

  private final JoinParams params;
  private final Closeness closeness;
  private final long rows;
  private final EmbeddingMatrix sample;
  private final SampleNeighbors neighbors;
  private final PartitionPlanner partitions;

  /**
   * Prepares a plan.
   *
   * @param params what is asked for
   * @param rows number of rows to join
   * @param sample the rows that {@link RowSample} chooses among them
   */
  public JoinPlanner(JoinParams params, long rows, EmbeddingBlock sample) {
    this(params, rows, sample, SampleNeighbors.none());
  }

  /**
   * Prepares a plan.
   *
   * @param neighbors what {@link SampleComparer} says; needed when {@link JoinParams#nearestOnly}
   */
  public JoinPlanner(
      JoinParams params, long rows, EmbeddingBlock sample, SampleNeighbors neighbors) {
    this.params = params;
    this.closeness = params.closeness();
    this.neighbors = neighbors;
    this.rows = rows;
    this.sample = EmbeddingMatrix.of(params.similarity().form(), sample);
    boolean sets = sample.tokens().size() > 0;
    if (sample.rows() > 0 && sets != (params.similarity().form() == RowForm.TOKENS)) {
      throw new IllegalArgumentException(
          "similarity="
              + params.similarity().name()
              + ": the rows are "
              + (sets ? "sets of tokens" : "vectors"));
    }
    this.partitions = new PartitionPlanner(params, rows, this.sample);
  }

  /** Plans the join of the rows of a matrix. */
  public static JoinPlanner of(JoinParams params, EmbeddingMatrix matrix) {
    SampleNeighbors neighbors =
        params.nearestOnly() ? SampleComparer.of(params, matrix) : SampleNeighbors.none();
    return new JoinPlanner(params, matrix.rows(), RowSample.of(matrix), neighbors);
  }

  /**
   * The plan.
   *
   * @throws IllegalArgumentException when hashing is asked for and cannot reach the target
   */
  public JoinPlan plan() {
    if (params.method() == JoinMethod.NSL) {
      return original();
    }
    double exactCost = HashCost.allPairs(rows, closeness.cost(sample.valuesPerRow()));
    if (params.method() == JoinMethod.EXACT) {
      return exact("asked for", exactCost);
    }
    SampledWeights weights = new SampledWeights(sample, closeness, params.center());
    Optional<Hashing> hashing = hashing(weights);
    if (params.method() == JoinMethod.AUTO) {
      if (hashing.isEmpty()) {
        return exact("hashing cannot reach the target at this threshold", exactCost);
      }
      double hashCost = hashing.get().expected().cost();
      if (exactCost <= hashCost) {
        return exact(compare("comparing all pairs", exactCost, "hashing", hashCost), exactCost);
      }
      String reason = compare("hashing", hashCost, "comparing all pairs", exactCost);
      return plan(JoinMethod.LSH, reason, hashing.get(), warnings(weights));
    }
    return plan(
        JoinMethod.LSH, "asked for", hashing.orElseThrow(this::outOfReach), warnings(weights));
  }

  /**
   * The plan that adds rows to a graph: the method and the hash are the graph's.
   *
   * @param method how the graph's pairs were found
   * @param hash the shape of the hash that found them; null when all pairs were compared
   */
  public JoinPlan growing(JoinMethod method, @Nullable HashParams hash) {
    if (hash == null) {
      return plan(method, GROWING, allPairs(new Expectation(1, 1, 0)), List.of());
    }
    SampledWeights weights = new SampledWeights(sample, closeness, false);
    Hashing hashing = hashing(hash, weights, closeness.least());
    return plan(
        method,
        GROWING,
        params.nearestOnly()
            ? hashing.expecting(mean(hashing, weights, neighbors.weights()))
            : hashing,
        List.of());
  }

  private IllegalArgumentException outOfReach() {
    return new IllegalArgumentException(
        "method=lsh: hashing cannot reach targetRecall="
            + params.targetRecall()
            + " at similarityThreshold="
            + params.threshold()
            + "; method=exact can");
  }

  private Optional<Hashing> hashing(SampledWeights weights) {
    if (params.splits() > 0) {
      HashParams asked =
          new HashParams(
              sample.dims(),
              closeness.hashes().usualWidth(),
              params.splits(),
              params.rounds(),
              params.seed());
      return Optional.of(hashing(asked, weights, closeness.least()));
    }
    if (params.nearestOnly()) {
      return nearest(weights);
    }
    return cheapest(weights, closeness.least())
        .map(shape -> new ClusterRounds(sample, params, weights.center()).enough(shape))
        .map(shape -> hashing(shape, weights, closeness.least()));
  }

  private Optional<HashParams> cheapest(SampledWeights weights, double threshold) {
    double hashed = weights.hashedThreshold(threshold);
    return hashed <= 0
        ? Optional.empty()
        : weights.planner(rowsTogether(), params.seed()).cheapest(hashed, innerTarget());
  }

  /**
   * The cheapest hashing that finds the wanted share of the nearest neighbours that sampled rows
   * have: made for a weight that some of these neighbours do not reach, since the others are found
   * more surely than need be.
   */
  private Optional<Hashing> nearest(SampledWeights weights) {
    double[] truth = neighbors.weights();
    double aim = 1 - (1 - params.targetRecall()) * (1 - RESERVE);
    Optional<Hashing> best = Optional.empty();
    for (double share : SHARES_BELOW) {
      double threshold = truth.length == 0 ? 0 : truth[(int) (share * (truth.length - 1))];
      Optional<Hashing> found =
          cheapest(weights, threshold)
              .map(shape -> hashing(shape, weights, threshold))
              .map(hashing -> hashing.expecting(mean(hashing, weights, truth)));
      if (found.isPresent()
          && found.get().expected().recall() >= aim
          && (best.isEmpty() || found.get().expected().cost() < best.get().expected().cost())) {
        best = found;
      }
    }
    return best;
  }

  /** Mean probability with which pairs of these weights are found. */
  private double mean(Hashing hashing, SampledWeights weights, double[] truth) {
    double sum = 0;
    for (double weight : truth) {
      double hashed = weights.hashedThreshold(weight);
      sum += odds(hashing.hash(), hashed) * odds(hashing.partitions().hash(), hashed);
    }
    return sum / truth.length;
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
    return Math.min(rows, partitions.capacity());
  }

  private JoinPlan exact(String reason, double cost) {
    return plan(JoinMethod.EXACT, reason, allPairs(new Expectation(1, 1, cost)), List.of());
  }

  private JoinPlan original() {
    String reason =
        params.splits() == 0
            ? "asked for; no splits, so all pairs are compared"
            : "asked for; the original's hyperplanes, recall is not bounded";
    double cost =
        HashCost.allPairs(rows, closeness.cost(sample.valuesPerRow()))
            * Math.pow(0.5, params.splits());
    Expectation expected =
        new Expectation(
            params.splits() == 0 ? 1 : 0, params.splits() == 0 ? 1 : 0, cost * params.rounds());
    return plan(JoinMethod.NSL, reason, allPairs(expected), List.of());
  }

  private Hashing hashing(HashParams hash, SampledWeights weights, double atWeight) {
    HashPlanner planner = weights.planner(rowsTogether(), params.seed());
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

  private List<String> warnings(SampledWeights weights) {
    return !closeness.hashes().centers()
            || weights.center() != null
            || weights.histogram().mean() <= LARGE_COMMON_COMPONENT
        ? List.of()
        : List.of(
            String.format(
                "the rows have a large common component (mean cosine %.2f): --center=true would"
                    + " make hashing cheaper",
                weights.histogram().mean()));
  }

  /**
   * What a plan promises.
   *
   * @param floor probability with which a pair at the threshold is found; 0 when none is promised
   */
  private record Expectation(double floor, double recall, double cost) {}

  @SuppressWarnings("ArrayRecordComponent")
  private record Hashing(
      @Nullable HashParams hash,
      float @Nullable [] center,
      PartitionPlan partitions,
      Expectation expected) {
    Hashing expecting(double recall) {
      return new Hashing(hash, center, partitions, new Expectation(0, recall, expected.cost()));
    }
  }

  private Hashing allPairs(Expectation expected) {
    return new Hashing(null, null, partitions.allPairs(), expected);
  }

  private JoinPlan plan(JoinMethod method, String reason, Hashing hashing, List<String> warnings) {
    Expectation expected = hashing.expected();
    @Nullable HashParams hash = hashing.hash();
    long keys = hash == null ? 0 : rowsTogether() * hash.rounds() * Integer.BYTES;
    long values = (long) Math.ceil(sample.valuesPerRow());
    long memory = rowsTogether() * (values * Float.BYTES + 64) + keys;
    return new JoinPlan(
        params,
        method,
        reason,
        rows,
        sample.dims(),
        hash,
        hashing.center(),
        hashing.partitions(),
        expected.floor(),
        expected.recall(),
        expected.cost(),
        memory,
        warnings);
  }

  private static String compare(String better, double cost, String worse, double otherCost) {
    return String.format("%s costs %.3g s, %s %.3g s", better, cost, worse, otherCost);
  }
}
