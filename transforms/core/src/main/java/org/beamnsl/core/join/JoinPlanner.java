package org.beamnsl.core.join;

import java.util.ArrayList;
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

  private final JoinParams params;
  private final long rows;
  private final EmbeddingMatrix sample;
  private final PartitionPlanner partitions;

  /**
   * Prepares a plan.
   *
   * @param params what is asked for
   * @param rows number of rows to join
   * @param sample the rows that {@link RowSample} chooses among them
   */
  public JoinPlanner(JoinParams params, long rows, EmbeddingBlock sample) {
    this.params = params;
    this.rows = rows;
    this.sample = EmbeddingMatrix.of(sample);
    this.partitions = new PartitionPlanner(params, rows, this.sample);
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
    Optional<HashParams> hash = hash(cosines);
    if (params.method() == JoinMethod.AUTO) {
      if (hash.isEmpty()) {
        return exact("hashing cannot reach the target at this threshold", exactCost);
      }
      double hashCost =
          cosines.planner(rowsTogether(), params.seed()).cost(hash.get())
              * ((double) rows / Math.max(1, rowsTogether()));
      if (exactCost <= hashCost) {
        return exact(compare("comparing all pairs", exactCost, "hashing", hashCost), exactCost);
      }
      String reason = compare("hashing", hashCost, "comparing all pairs", exactCost);
      return hashed(hash.get(), cosines, reason);
    }
    return hashed(hash.orElseThrow(this::outOfReach), cosines, "asked for");
  }

  private IllegalArgumentException outOfReach() {
    return new IllegalArgumentException(
        "method=lsh: hashing cannot reach targetRecall="
            + params.targetRecall()
            + " at similarityThreshold="
            + params.threshold()
            + "; method=exact can");
  }

  private Optional<HashParams> hash(SampledCosines cosines) {
    HashPlanner planner = cosines.planner(rowsTogether(), params.seed());
    double threshold = cosines.hashedThreshold(params.threshold());
    if (params.splits() > 0) {
      return Optional.of(
          new HashParams(sample.dims(), 64, params.splits(), params.rounds(), params.seed()));
    }
    if (threshold <= 0) {
      return Optional.empty();
    }
    return planner
        .cheapest(threshold, innerTarget())
        .map(shape -> new ClusterRounds(sample, params, cosines.center()).enough(shape));
  }

  private double innerTarget() {
    return partitions.fitsOne()
        ? params.targetRecall()
        : 1 - (1 - params.targetRecall()) * INNER_MISSES;
  }

  /** Rows that are joined in one place. */
  private long rowsTogether() {
    return Math.min(rows, params.rowsInOnePlace(sample.dims()));
  }

  private JoinPlan exact(String reason, double cost) {
    return plan(JoinMethod.EXACT, reason, allPairs(), new Expectation(1, 1, cost), List.of());
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
    return plan(JoinMethod.NSL, reason, allPairs(), expected, List.of());
  }

  private JoinPlan hashed(HashParams hash, SampledCosines cosines, String reason) {
    HashPlanner planner = cosines.planner(rowsTogether(), params.seed());
    double threshold = cosines.hashedThreshold(params.threshold());
    PartitionPlan spread =
        partitions.bySimilarity(threshold, params.targetRecall() / innerTarget(), cosines.center());
    @Nullable HashParams outer = spread.hash();
    double meet = outer == null ? 1 : new Recall(outer).of(threshold);
    Expectation expected =
        new Expectation(
            meet * new Recall(hash).of(threshold),
            meet * planner.expectedRecall(hash, threshold),
            planner.cost(hash) * spread.rounds().size() * rows / Math.max(1, rowsTogether()));
    List<String> warnings = new ArrayList<>();
    if (cosines.center() == null && cosines.histogram().mean() > LARGE_COMMON_COMPONENT) {
      warnings.add(
          String.format(
              "the rows have a large common component (mean cosine %.2f): --center=true would make"
                  + " hashing cheaper",
              cosines.histogram().mean()));
    }
    return plan(
        JoinMethod.LSH, reason, new Hashing(hash, cosines.center(), spread), expected, warnings);
  }

  private record Expectation(double floor, double recall, double cost) {}

  @SuppressWarnings("ArrayRecordComponent")
  private record Hashing(
      @Nullable HashParams hash, float @Nullable [] center, PartitionPlan partitions) {}

  private Hashing allPairs() {
    return new Hashing(null, null, partitions.allPairs());
  }

  private JoinPlan plan(
      JoinMethod method,
      String reason,
      Hashing hashing,
      Expectation expected,
      List<String> warnings) {
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
