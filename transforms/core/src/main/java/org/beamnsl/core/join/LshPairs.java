package org.beamnsl.core.join;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.beamnsl.core.join.BucketKeys.RowRange;
import org.beamnsl.core.lsh.KeyOrder;

/**
 * Compares the pairs that share a bucket in some round.
 *
 * <p>Rounds are independent of each other, so threads take whole rounds. A bucket over the cap is a
 * true cluster: it is counted, cut into blocks, and all its pairs are compared, by all threads;
 * nothing is sampled or dropped. Pairs of blocks that an earlier round has compared already are
 * skipped, so identical rows are compared once and not once per round.
 */
final class LshPairs {
  /** Buckets with more rows are over-full. */
  static final int CAP = 4096;

  /** Rows of a large bucket that are skipped or compared together. */
  private static final int BLOCK = 256;

  private final JoinTask task;
  private final BucketKeys keys;
  private final int keyBits;
  private final List<LargeBucket> large = Collections.synchronizedList(new ArrayList<>());

  LshPairs(JoinTask task, BucketKeys keys, int keyBits) {
    this.task = task;
    this.keys = keys;
    this.keyBits = keyBits;
  }

  /** The rows of an over-full bucket, rows that shared an earlier bucket next to each other. */
  @SuppressWarnings("ArrayRecordComponent")
  private record LargeBucket(int round, int[] rows) {
    int blocks() {
      return (rows.length + BLOCK - 1) / BLOCK;
    }
  }

  void run() {
    int rows = task.matrix().rows();
    ThreadLocal<KeyOrder> orders = ThreadLocal.withInitial(() -> new KeyOrder(rows, keyBits));
    task.parallel(keys.rounds(), (round, finder) -> round(round, orders.get(), finder));
    for (LargeBucket bucket : large) {
      int blocks = bucket.blocks();
      task.parallel(blocks, (number, finder) -> blockRow(bucket, number, finder));
    }
  }

  private void round(int round, KeyOrder order, EdgeFinder finder) {
    order.sort(keys.keys(), keys.rounds(), round);
    filter(finder, round);
    int rows = task.matrix().rows();
    for (int from = 0; from < rows; ) {
      int to = order.bucketEnd(from);
      if (to - from > 1) {
        bucket(round, order.order(), new RowRange(from, to), finder);
      }
      from = to;
    }
  }

  private void filter(EdgeFinder finder, int round) {
    finder.filterWith(
        (a, b) -> {
          if (!keys.sharedBefore(round, a, b)) {
            finder.pair(a, b);
          }
        });
  }

  private void bucket(int round, int[] order, RowRange range, EdgeFinder finder) {
    int size = range.to() - range.from();
    task.counts().bucket(size, CAP);
    if (size <= 2 * BLOCK) {
      finder.within(order, range.from(), range.to());
      return;
    }
    LargeBucket bucket = new LargeBucket(round, grouped(round, order, range));
    if (size > CAP) {
      large.add(bucket);
      return;
    }
    for (int block = 0; block < bucket.blocks(); block++) {
      blockRow(bucket, block, finder);
    }
  }

  /** Orders the rows of a bucket by their first key. */
  private int[] grouped(int round, int[] order, RowRange range) {
    if (round == 0) {
      return Arrays.copyOfRange(order, range.from(), range.to());
    }
    long[] byKey = new long[range.to() - range.from()];
    for (int i = 0; i < byKey.length; i++) {
      int row = order[range.from() + i];
      byKey[i] = (long) keys.keys()[row * keys.rounds()] << Integer.SIZE | row;
    }
    Arrays.sort(byKey);
    return Arrays.stream(byKey).mapToInt(value -> (int) value).toArray();
  }

  /** Compares one block of a bucket with itself and with the blocks behind it. */
  private void blockRow(LargeBucket bucket, int number, EdgeFinder finder) {
    filter(finder, bucket.round());
    RowRange here = block(bucket, number);
    if (!skip(bucket, here, here)) {
      finder.within(bucket.rows(), here.from(), here.to());
    }
    for (int other = number + 1; other < bucket.blocks(); other++) {
      RowRange there = block(bucket, other);
      if (!skip(bucket, here, there)) {
        finder.between(bucket.rows(), here.from(), here.to(), there.from(), there.to());
      }
    }
  }

  private boolean skip(LargeBucket bucket, RowRange here, RowRange there) {
    return keys.allSharedBefore(bucket.round(), bucket.rows(), here, there);
  }

  private static RowRange block(LargeBucket bucket, int number) {
    return new RowRange(number * BLOCK, Math.min(bucket.rows().length, (number + 1) * BLOCK));
  }
}
