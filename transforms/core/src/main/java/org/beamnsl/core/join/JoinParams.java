package org.beamnsl.core.join;

import java.io.Serializable;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.beamnsl.core.graph.NeighborRule;
import org.beamnsl.core.lsh.HashFamily;
import org.beamnsl.core.measure.Closeness;
import org.beamnsl.core.measure.CosineSimilarity;
import org.beamnsl.core.measure.SimilarityMeasure;

/**
 * What a similarity join is asked to do.
 *
 * @param similarity how close two rows are
 * @param threshold what a pair must reach, as {@code similarity} says
 * @param method how pairs are found
 * @param targetRecall probability with which hashing must find a pair at the threshold, in (0, 1);
 *     when there is no threshold, the share of all nearest neighbours that it must find
 * @param splits digits of a hash key; 0 lets the plan choose (for {@code NSL}: no hashing)
 * @param rounds number of keys per row; used when {@code splits} is above 0
 * @param maxNeighbors neighbours each row may choose; 0 for no limit
 * @param neighborRule which edges stay when {@code maxNeighbors} is above 0
 * @param center whether the mean vector is subtracted before hashing
 * @param partitionRows most rows that one worker joins in memory
 * @param seed what hashes are derived from
 */
public record JoinParams(
    SimilarityMeasure similarity,
    double threshold,
    JoinMethod method,
    double targetRecall,
    int splits,
    int rounds,
    int maxNeighbors,
    NeighborRule neighborRule,
    boolean center,
    int partitionRows,
    long seed)
    implements Serializable {

  /** Checks every range; messages name the parameter, its value and what is allowed. */
  public JoinParams {
    require(
        similarity.accepts(threshold), "similarityThreshold", threshold, similarity.thresholds());
    require(targetRecall > 0 && targetRecall < 1, "targetRecall", targetRecall, "between 0 and 1");
    require(splits >= 0, "lshSplits", splits, "0 or more");
    require(splits == 0 || rounds >= 1, "lshRounds", rounds, "1 or more");
    require(maxNeighbors >= 0, "maxNeighbors", maxNeighbors, "1 or more, or 0 for no limit");
    require(partitionRows >= 1, "partitionRows", partitionRows, "1 or more");
    HashFamily hashes = similarity.closeness(threshold).hashes();
    if (center && !hashes.centers()) {
      throw new IllegalArgumentException(
          "center=true: hashes for similarity=" + similarity.name() + " know no centre");
    }
    if (method == JoinMethod.NSL && !similarity.equals(new CosineSimilarity())) {
      throw new IllegalArgumentException(
          "method=nsl: the original tool knows no similarity but cosine, got " + similarity.name());
    }
  }

  /**
   * Most rows of this length that one worker joins: {@link #partitionRows}, or as many as one array
   * holds, with room to grow.
   */
  public int rowsInOnePlace(int dims) {
    return Math.min(partitionRows, Integer.MAX_VALUE / 2 / Math.max(1, dims));
  }

  /**
   * Whether a row has its nearest neighbours however close: no pair is left out by the threshold,
   * only by {@link #maxNeighbors}.
   */
  public boolean nearestOnly() {
    return similarity.loosest().equals(OptionalDouble.of(threshold)) && maxNeighbors > 0;
  }

  /** Cosine of .8, recall .99, the cheaper method, no limit on neighbours. */
  public static JoinParams defaults() {
    return new JoinParams(
        new CosineSimilarity(),
        0.8,
        JoinMethod.AUTO,
        0.99,
        0,
        1,
        0,
        NeighborRule.UNION,
        false,
        1_000_000,
        42);
  }

  /** How close rows are, and what close enough is. */
  public Closeness closeness() {
    return similarity.closeness(threshold);
  }

  /** The same with another measure and what a pair must reach by it. */
  public JoinParams withSimilarity(SimilarityMeasure measure, double newThreshold) {
    return with(
        changed -> {
          changed.similarity = measure;
          changed.threshold = newThreshold;
        });
  }

  public JoinParams withThreshold(double newThreshold) {
    return with(changed -> changed.threshold = newThreshold);
  }

  public JoinParams withMethod(JoinMethod newMethod) {
    return with(changed -> changed.method = newMethod);
  }

  public JoinParams withTargetRecall(double newTarget) {
    return with(changed -> changed.targetRecall = newTarget);
  }

  /** The same with explicit splits and rounds. */
  public JoinParams withHash(int newSplits, int newRounds) {
    return with(
        changed -> {
          changed.splits = newSplits;
          changed.rounds = newRounds;
        });
  }

  /** The same with a choice of nearest neighbours. */
  public JoinParams withNeighbors(int k, NeighborRule rule) {
    return with(
        changed -> {
          changed.maxNeighbors = k;
          changed.neighborRule = rule;
        });
  }

  public JoinParams withCenter(boolean newCenter) {
    return with(changed -> changed.center = newCenter);
  }

  public JoinParams withPartitionRows(int newRows) {
    return with(changed -> changed.partitionRows = newRows);
  }

  public JoinParams withSeed(long newSeed) {
    return with(changed -> changed.seed = newSeed);
  }

  private JoinParams with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.params();
  }

  /** All parameters while some of them change. */
  private static final class Draft {
    private SimilarityMeasure similarity;
    private double threshold;
    private JoinMethod method;
    private double targetRecall;
    private int splits;
    private int rounds;
    private int maxNeighbors;
    private NeighborRule neighborRule;
    private boolean center;
    private int partitionRows;
    private long seed;

    Draft(JoinParams params) {
      similarity = params.similarity;
      threshold = params.threshold;
      method = params.method;
      targetRecall = params.targetRecall;
      splits = params.splits;
      rounds = params.rounds;
      maxNeighbors = params.maxNeighbors;
      neighborRule = params.neighborRule;
      center = params.center;
      partitionRows = params.partitionRows;
      seed = params.seed;
    }

    JoinParams params() {
      return new JoinParams(
          similarity,
          threshold,
          method,
          targetRecall,
          splits,
          rounds,
          maxNeighbors,
          neighborRule,
          center,
          partitionRows,
          seed);
    }
  }

  private static void require(boolean valid, String name, Object value, String range) {
    if (!valid) {
      throw new IllegalArgumentException(name + "=" + value + ": expected " + range);
    }
  }
}
