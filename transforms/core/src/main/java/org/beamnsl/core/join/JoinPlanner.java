package org.beamnsl.core.join;

import java.util.List;
import java.util.Optional;
import org.beamnsl.core.lsh.HashCost;
import org.beamnsl.core.lsh.HashParams;
import org.beamnsl.core.lsh.HashPlanner;
import org.beamnsl.core.lsh.Recall;
import org.beamnsl.core.similarity.EmbeddingBlock;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.jspecify.annotations.Nullable;

/** Plans a join from a sample of its rows. */
public final class JoinPlanner {
  /** Mean cosine of unrelated rows from which on centring is worth a warning. */
  private static final double LARGE_COMMON_COMPONENT = 0.2;

  /** With several partitions, the share of the misses that the joins inside them may cause. */
  private static final double INNER_MISSES = 1.0 / 3;

  /** Shares of the nearest neighbours that may lie below the cosine that hashing is made for. */
  private static final double[] SHARES_BELOW = {0, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5};

  private static final String GROWING = "as the previous graph was built";

  /** Share of the allowed misses kept in reserve: neighbours of one cluster are missed together. */
  private static final double RESERVE = 0.25;

  private final JoinParams params;
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
    this.neighbors = neighbors;
    this.rows = rows;
    this.sample = EmbeddingMatrix.of(sample);
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
    double exactCost = HashCost.allPairs(rows, sample.dims());
    if (params.method() == JoinMethod.EXACT) {
      return exact("asked for", exactCost);
    }
    SampledCosines cosines = new SampledCosines(sample, params.center());
    Optional<Hashing> hashing = hashing(cosines);
    if (params.method() == JoinMethod.AUTO) {
      if (hashing.isEmpty()) {
        return exact("hashing cannot reach the target at this threshold", exactCost);
      }
      double hashCost = hashing.get().expected().cost();
      if (exactCost <= hashCost) {
        return exact(compare("comparing all pairs", exactCost, "hashing", hashCost), exactCost);
      }
      String reason = compare("hashing", hashCost, "comparing all pairs", exactCost);
      return plan(JoinMethod.LSH, reason, hashing.get(), warnings(cosines));
    }
    return plan(
        JoinMethod.LSH, "asked for", hashing.orElseThrow(this::outOfReach), warnings(cosines));
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
    SampledCosines cosines = new SampledCosines(sample, false);
    Hashing hashing = hashing(hash, cosines, params.threshold());
    return plan(
        method,
        GROWING,
        params.nearestOnly()
            ? hashing.expecting(mean(hashing, cosines, neighbors.cosines()))
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

  private Optional<Hashing> hashing(SampledCosines cosines) {
    if (params.splits() > 0) {
      HashParams asked =
          new HashParams(sample.dims(), 64, params.splits(), params.rounds(), params.seed());
      return Optional.of(hashing(asked, cosines, params.threshold()));
    }
    if (params.nearestOnly()) {
      return nearest(cosines);
    }
    return cheapest(cosines, params.threshold())
        .map(shape -> new ClusterRounds(sample, params, cosines.center()).enough(shape))
        .map(shape -> hashing(shape, cosines, params.threshold()));
  }

  private Optional<HashParams> cheapest(SampledCosines cosines, double threshold) {
    double hashed = cosines.hashedThreshold(threshold);
    return hashed <= 0
        ? Optional.empty()
        : cosines.planner(rowsTogether(), params.seed()).cheapest(hashed, innerTarget());
  }

  /**
   * The cheapest hashing that finds the wanted share of the nearest neighbours that sampled rows
   * have: made for a cosine that some of these neighbours do not reach, since the others are found
   * more surely than need be.
   */
  private Optional<Hashing> nearest(SampledCosines cosines) {
    double[] truth = neighbors.cosines();
    double aim = 1 - (1 - params.targetRecall()) * (1 - RESERVE);
    Optional<Hashing> best = Optional.empty();
    for (double share : SHARES_BELOW) {
      double threshold = truth.length == 0 ? 0 : truth[(int) (share * (truth.length - 1))];
      Optional<Hashing> found =
          cheapest(cosines, threshold)
              .map(shape -> hashing(shape, cosines, threshold))
              .map(hashing -> hashing.expecting(mean(hashing, cosines, truth)));
      if (found.isPresent()
          && found.get().expected().recall() >= aim
          && (best.isEmpty() || found.get().expected().cost() < best.get().expected().cost())) {
        best = found;
      }
    }
    return best;
  }

  /** Mean probability with which pairs of these cosines are found. */
  private static double mean(Hashing hashing, SampledCosines cosines, double[] truth) {
    double sum = 0;
    for (double cosine : truth) {
      sum += hashing.finds(cosines.hashedThreshold(cosine));
    }
    return sum / truth.length;
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
    double cost = HashCost.allPairs(rows, sample.dims()) * Math.pow(0.5, params.splits());
    Expectation expected =
        new Expectation(
            params.splits() == 0 ? 1 : 0, params.splits() == 0 ? 1 : 0, cost * params.rounds());
    return plan(JoinMethod.NSL, reason, allPairs(expected), List.of());
  }

  private Hashing hashing(HashParams hash, SampledCosines cosines, double atCosine) {
    HashPlanner planner = cosines.planner(rowsTogether(), params.seed());
    double threshold = cosines.hashedThreshold(atCosine);
    PartitionPlan spread =
        partitions.bySimilarity(threshold, params.targetRecall() / innerTarget(), cosines.center());
    double meet = Hashing.odds(spread.hash(), threshold);
    Expectation expected =
        new Expectation(
            meet * Hashing.odds(hash, threshold),
            meet * planner.expectedRecall(hash, threshold),
            planner.cost(hash) * spread.rounds().size() * rows / Math.max(1, rowsTogether()));
    return new Hashing(hash, cosines.center(), spread, expected);
  }

  private List<String> warnings(SampledCosines cosines) {
    return cosines.center() != null || cosines.histogram().mean() <= LARGE_COMMON_COMPONENT
        ? List.of()
        : List.of(
            String.format(
                "the rows have a large common component (mean cosine %.2f): --center=true would"
                    + " make hashing cheaper",
                cosines.histogram().mean()));
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
    /** Probability with which a pair of this cosine, as the hash sees it, is found. */
    double finds(double cosine) {
      return odds(hash, cosine) * odds(partitions.hash(), cosine);
    }

    static double odds(@Nullable HashParams hash, double cosine) {
      return hash == null ? 1 : new Recall(hash).of(cosine);
    }

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
    long memory = rowsTogether() * (sample.dims() * (long) Float.BYTES + 64) + keys;
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
