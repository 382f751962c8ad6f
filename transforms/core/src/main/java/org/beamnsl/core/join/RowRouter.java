package org.beamnsl.core.join;

import org.beamnsl.core.lsh.HashParams;
import org.beamnsl.core.lsh.RowHasher;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.beamnsl.core.similarity.IdTable;
import org.jspecify.annotations.Nullable;

/**
 * Says which tasks of a plan a row takes part in, and which pairs a task may emit. A function of
 * the row and the plan, so that every worker says the same.
 */
public final class RowRouter {
  private final PartitionPlan partitions;
  private final @Nullable RowHasher hasher;

  /** Routes the rows of a plan. */
  public RowRouter(JoinPlan plan) {
    this.partitions = plan.partitions();
    @Nullable HashParams hash = partitions.hash();
    this.hasher =
        hash == null ? null : plan.params().closeness().hashes().hasher(hash, plan.center());
  }

  /** Receives the tasks of rows. */
  public interface Visitor {
    /** Row {@code row} takes part in task {@code task}. */
    void task(int row, int task);
  }

  /** Visits every task of every row of a matrix. */
  public void route(EmbeddingMatrix matrix, Visitor visitor) {
    int rounds = partitions.rounds().size();
    int[] bins = bins(matrix);
    IdTable ids = matrix.ids();
    for (int row = 0; row < matrix.rows(); row++) {
      for (int round = 0; round < rounds; round++) {
        int bin = bins[row * rounds + round];
        int blocks = partitions.rounds().get(round).blocks()[bin];
        int own = block(ids, row, blocks);
        for (int other = 0; other < blocks; other++) {
          visitor.task(row, partitions.number(round, bin, own, other));
        }
      }
    }
  }

  /**
   * The pairs that a task emits: those that did not meet in an earlier outer round, and, when it
   * joins two blocks, only those with a row in either.
   */
  public PairRule rule(EmbeddingMatrix matrix, PartitionPlan.Task task) {
    PairRule rule = PairRule.ALL;
    if (task.low() != task.high()) {
      IdTable ids = matrix.ids();
      int blocks = partitions.rounds().get(task.round()).blocks()[task.bin()];
      byte[] side = new byte[matrix.rows()];
      for (int row = 0; row < side.length; row++) {
        side[row] = (byte) (block(ids, row, blocks) == task.low() ? 0 : 1);
      }
      rule = PairRule.across(side);
    }
    if (task.round() > 0) {
      BucketKeys met = new BucketKeys(bins(matrix), partitions.rounds().size());
      rule = rule.and((a, b) -> !met.sharedBefore(task.round(), a, b));
    }
    return rule;
  }

  /** Bin of every row in every outer round. */
  private int[] bins(EmbeddingMatrix matrix) {
    int rounds = partitions.rounds().size();
    int[] bins = new int[matrix.rows() * rounds];
    if (hasher != null) {
      hasher.hash(matrix, 0, matrix.rows(), bins);
    }
    for (int i = 0; i < bins.length; i++) {
      bins[i] = partitions.rounds().get(i % rounds).bin(bins[i]);
    }
    return bins;
  }

  private static int block(IdTable ids, int row, int blocks) {
    return blocks == 1 ? 0 : (int) Long.remainderUnsigned(ids.hash(row), blocks);
  }
}
