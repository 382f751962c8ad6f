package org.beamnsl.core.join;

import java.util.List;
import org.beamnsl.core.lsh.HashParams;
import org.jspecify.annotations.Nullable;

/**
 * How rows are spread over workers.
 *
 * <p>In each outer round a row has a key; rows with equal keys go to the same bin; a bin that is
 * too large for one worker is cut into blocks by hash of the id, and each pair of its blocks is a
 * task of its own. When everything fits one worker there is one round with one bin of one block.
 *
 * @param hash the outer hash, null when there is only one key
 * @param rounds the bins of each outer round
 * @param capacity rows that a task is made for; few have more, by what a sample cannot tell
 */
public record PartitionPlan(@Nullable HashParams hash, List<OuterRound> rounds, int capacity) {
  /** Copies the list. */
  public PartitionPlan {
    rounds = List.copyOf(rounds);
  }

  /**
   * The bins of one outer round.
   *
   * @param binOfKey bin of each key, keys taken modulo its length
   * @param blocks number of blocks of each bin
   * @param firstTask number of the first task of each bin
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record OuterRound(int[] binOfKey, int[] blocks, int[] firstTask) {
    /** The bin of a key. */
    int bin(int key) {
      return binOfKey[key % binOfKey.length];
    }
  }

  /**
   * What one task joins.
   *
   * @param round outer round
   * @param bin bin of that round
   * @param low a block of the bin
   * @param high the same block, or another one whose rows are compared with those of {@code low}
   */
  public record Task(int round, int bin, int low, int high) {}

  /** Everything in one place. */
  static PartitionPlan single(int capacity) {
    return blocks(1, capacity);
  }

  /** One bin of several blocks: every row meets every other row. */
  static PartitionPlan blocks(int count, int capacity) {
    return new PartitionPlan(
        null, List.of(new OuterRound(new int[1], new int[] {count}, new int[] {0})), capacity);
  }

  /** Number of tasks of all rounds. */
  public int tasks() {
    OuterRound last = rounds.get(rounds.size() - 1);
    int bin = last.blocks().length - 1;
    return last.firstTask()[bin] + pairs(last.blocks()[bin]);
  }

  /** What a task is, by its number. */
  public Task task(int number) {
    int round = rounds.size() - 1;
    while (rounds.get(round).firstTask()[0] > number) {
      round--;
    }
    OuterRound outer = rounds.get(round);
    int bin = outer.blocks().length - 1;
    while (outer.firstTask()[bin] > number) {
      bin--;
    }
    int rest = number - outer.firstTask()[bin];
    int high = 0;
    while (pairs(high + 1) <= rest) {
      high++;
    }
    return new Task(round, bin, rest - pairs(high), high);
  }

  /** Number of the task that compares two blocks of a bin. */
  public int number(int round, int bin, int a, int b) {
    return rounds.get(round).firstTask()[bin] + pairs(Math.max(a, b)) + Math.min(a, b);
  }

  /**
   * How many rows all tasks together are sent, about: each row once per outer round, and in bins of
   * several blocks once per block.
   *
   * @param rows number of rows
   */
  double routedRows(long rows) {
    double block = PartitionPlanner.FILL * capacity / 2;
    double routed = 0;
    for (OuterRound round : rounds) {
      double inBlocks = 0;
      double copies = 0;
      for (int blocks : round.blocks()) {
        if (blocks > 1) {
          inBlocks += blocks * block;
          copies += (double) blocks * blocks * block;
        }
      }
      double whole = Math.max(0, rows - inBlocks);
      routed += whole + copies * Math.min(1, inBlocks == 0 ? 0 : rows / inBlocks);
    }
    return routed;
  }

  static int pairs(int blocks) {
    return blocks * (blocks + 1) / 2;
  }
}
