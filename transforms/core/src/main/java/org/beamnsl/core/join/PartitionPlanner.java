package org.beamnsl.core.join;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.beamnsl.core.join.PartitionPlan.OuterRound;
import org.beamnsl.core.lsh.HashFamily;
import org.beamnsl.core.lsh.HashParams;
import org.beamnsl.core.lsh.Recall;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.jspecify.annotations.Nullable;

/** Spreads rows over workers by coarse hash keys, from a sample. */
final class PartitionPlanner {
  /** Outer hashes use rotations of their own. */
  private static final long OUTER_SEED = 0x6F75746572L;

  /** Bins are filled to this share, since a sample only estimates their sizes. */
  static final double FILL = 0.8;

  /** Keys of a round are taken modulo this many. */
  private static final int MOST_KEYS = 1 << 12;

  /**
   * Bytes that a task may take: two at work at once, which is what an engine in one process does on
   * two cores, leave half of a heap of 512 MB to it.
   */
  private static final long TASK_BYTES = 96L << 20;

  /** Bytes of a row of a task besides its values: id, norm, keys, order. */
  private static final int ROW_BYTES = 200;

  /** Rather than to more bins than this, rows go to tasks that take more memory. */
  private static final int MOST_BINS = 64;

  private final JoinParams params;
  private final long rows;
  private final EmbeddingMatrix sample;
  private final HashFamily family;
  private final int capacity;

  PartitionPlanner(JoinParams params, long rows, EmbeddingMatrix sample) {
    this.params = params;
    this.rows = rows;
    this.sample = sample;
    this.family = params.closeness().hashes();
    this.capacity =
        capacity(params.rowsInOnePlace(sample.dims()), rows, this.sample.valuesPerRow());
  }

  /**
   * Most rows of a task: all, when one place may hold them; else no more than it takes, since tasks
   * that are small run wherever there is a little memory.
   */
  private static int capacity(int inOnePlace, long rows, double values) {
    long small = (long) (TASK_BYTES / (Float.BYTES * values + ROW_BYTES));
    return rows <= inOnePlace
        ? inOnePlace
        : (int) Math.max(1, Math.min(inOnePlace, Math.max(small, rows / MOST_BINS)));
  }

  /** Whether all rows fit one worker. */
  boolean fitsOne() {
    return rows <= capacity;
  }

  /** Rows that are joined in one place. */
  long rowsTogether() {
    return Math.min(rows, capacity);
  }

  /** Every row meets every other row. */
  PartitionPlan allPairs() {
    return fitsOne()
        ? PartitionPlan.single(capacity)
        : PartitionPlan.blocks(blocksFor(rows), capacity);
  }

  /**
   * Similar rows meet.
   *
   * @param threshold weight of a pair as the hash sees it
   * @param target probability with which such a pair must meet
   * @param center what is subtracted before hashing, or null
   */
  PartitionPlan bySimilarity(double threshold, double target, float @Nullable [] center) {
    if (fitsOne()) {
      return PartitionPlan.single(capacity);
    }
    int blocks = blocksFor(rows);
    PartitionPlan best = PartitionPlan.blocks(blocks, capacity);
    double least = Double.POSITIVE_INFINITY;
    double keys = 2.0 * rows / (FILL * capacity);
    for (HashParams one : family.partitioning(sample.dims(), keys, params.seed() ^ OUTER_SEED)) {
      double meet = new Recall(family, one).perRound(threshold);
      HashParams hash = one.withRounds(Recall.rounds(meet, target));
      if (hash.rounds() < blocks) {
        PartitionPlan plan = new PartitionPlan(hash, rounds(hash, center), capacity);
        double routed = plan.routedRows(rows);
        if (routed < least) {
          best = plan;
          least = routed;
        }
      }
    }
    return best;
  }

  private List<OuterRound> rounds(HashParams hash, float @Nullable [] center) {
    int[] keys = new int[sample.rows() * hash.rounds()];
    family.hasher(hash, center).hash(sample, 0, sample.rows(), keys);
    int keyCount = Math.min(MOST_KEYS, 1 << family.keyBits(hash.width(), hash.slices()));
    List<OuterRound> rounds = new ArrayList<>();
    int task = 0;
    for (int round = 0; round < hash.rounds(); round++) {
      double[] share = new double[keyCount];
      for (int row = 0; row < sample.rows(); row++) {
        share[keys[row * hash.rounds() + round] % keyCount] += (double) rows / sample.rows();
      }
      OuterRound outer = pack(share, task);
      rounds.add(outer);
      int last = outer.blocks().length - 1;
      task = outer.firstTask()[last] + PartitionPlan.pairs(outer.blocks()[last]);
    }
    return rounds;
  }

  /** First-fit decreasing: large keys first, each into the first bin that has room. */
  private OuterRound pack(double[] share, int firstTask) {
    int[] byShare =
        IntStream.range(0, share.length)
            .boxed()
            .sorted(Comparator.comparing((Integer key) -> -share[key]))
            .mapToInt(Integer::intValue)
            .toArray();
    double room = FILL * capacity;
    int[] binOfKey = new int[share.length];
    List<Double> bins = new ArrayList<>();
    for (int key : byShare) {
      int bin = 0;
      while (bin < bins.size() && bins.get(bin) + share[key] > room) {
        bin++;
      }
      if (bin == bins.size()) {
        bins.add(0.0);
      }
      bins.set(bin, bins.get(bin) + share[key]);
      binOfKey[key] = bin;
    }
    int[] blocks = new int[bins.size()];
    int[] first = new int[bins.size()];
    int task = firstTask;
    for (int bin = 0; bin < blocks.length; bin++) {
      blocks[bin] = blocksFor((long) Math.ceil(bins.get(bin)));
      first[bin] = task;
      task += PartitionPlan.pairs(blocks[bin]);
    }
    return new OuterRound(binOfKey, blocks, first);
  }

  /** One block when the rows fit one worker, else so many that two blocks fit. */
  private int blocksFor(long count) {
    return count <= FILL * capacity ? 1 : (int) Math.ceil(count / (FILL * capacity / 2));
  }
}
