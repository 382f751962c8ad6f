package org.beamnsl.core.join;

import java.util.List;
import java.util.Optional;
import org.beamnsl.core.join.Hashing.Expectation;
import org.beamnsl.core.lsh.HashCost;
import org.beamnsl.core.lsh.HashParams;
import org.beamnsl.core.measure.Closeness;
import org.beamnsl.core.similarity.EmbeddingBlock;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.beamnsl.core.similarity.RowForm;
import org.jspecify.annotations.Nullable;

/** Plans a join from a sample of its rows. */
public final class JoinPlanner {
  /** Mean cosine of unrelated rows from which on centring is worth a warning. */
  private static final double LARGE_COMMON_COMPONENT = 0.2;

  private static final String GROWING = "as the previous graph was built";

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
    Optional<Hashing> hashing = hashing(chooser(weights));
    if (params.method() == JoinMethod.LSH) {
      return plan(
          JoinMethod.LSH, "asked for", hashing.orElseThrow(this::outOfReach), warnings(weights));
    }
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

  /**
   * The plan that adds rows to a graph: the method and the hash are the graph's.
   *
   * @param method how the graph's pairs were found
   * @param hash the shape of the hash that found them; null when all pairs were compared
   */
  public JoinPlan growing(JoinMethod method, @Nullable HashParams hash) {
    if (hash == null) {
      return plan(method, GROWING, allPairs(Expectation.certain(0)), List.of());
    }
    HashChooser chooser = chooser(new SampledWeights(sample, closeness, false));
    Hashing hashing = chooser.of(hash);
    return plan(
        method,
        GROWING,
        params.nearestOnly() ? chooser.expectingNearest(hashing, neighbors.weights()) : hashing,
        List.of());
  }

  private HashChooser chooser(SampledWeights weights) {
    return new HashChooser(params, rows, sample, weights, partitions);
  }

  private Optional<Hashing> hashing(HashChooser chooser) {
    if (params.splits() > 0) {
      return Optional.of(chooser.asked());
    }
    return params.nearestOnly() ? chooser.forNearest(neighbors.weights()) : chooser.forThreshold();
  }

  private IllegalArgumentException outOfReach() {
    return new IllegalArgumentException(
        "method=lsh: hashing cannot reach targetRecall="
            + params.targetRecall()
            + " at similarityThreshold="
            + params.threshold()
            + "; method=exact can");
  }

  private JoinPlan exact(String reason, double cost) {
    return plan(JoinMethod.EXACT, reason, allPairs(Expectation.certain(cost)), List.of());
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

  private Hashing allPairs(Expectation expected) {
    return Hashing.none(partitions.allPairs(), expected);
  }

  private JoinPlan plan(JoinMethod method, String reason, Hashing hashing, List<String> warnings) {
    Expectation expected = hashing.expected();
    @Nullable HashParams hash = hashing.hash();
    long keys = hash == null ? 0 : partitions.rowsTogether() * hash.rounds() * Integer.BYTES;
    long values = (long) Math.ceil(sample.valuesPerRow());
    long memory = partitions.rowsTogether() * (values * Float.BYTES + 64) + keys;
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
