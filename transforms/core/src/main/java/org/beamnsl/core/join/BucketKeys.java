package org.beamnsl.core.join;

/**
 * The hash keys of all rows, and which round is the first in which two rows share a bucket: the
 * only round that emits the pair, so that no pair is found twice.
 *
 * @param keys key r of row i at {@code i * rounds + r}
 * @param rounds keys per row
 */
@SuppressWarnings("ArrayRecordComponent")
record BucketKeys(int[] keys, int rounds) {
  /** Whether two rows share a bucket in a round before {@code round}. */
  boolean sharedBefore(int round, int a, int b) {
    int atA = a * rounds;
    int atB = b * rounds;
    for (int r = 0; r < round; r++) {
      if (keys[atA + r] == keys[atB + r]) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether there is one earlier round in which all rows of two ranges share one bucket, so that no
   * pair between them is new.
   */
  boolean allSharedBefore(int round, int[] order, RowRange a, RowRange b) {
    for (int r = 0; r < round; r++) {
      int key = keys[order[a.from()] * rounds + r];
      if (all(order, a, r, key) && all(order, b, r, key)) {
        return true;
      }
    }
    return false;
  }

  private boolean all(int[] order, RowRange range, int round, int key) {
    for (int i = range.from(); i < range.to(); i++) {
      if (keys[order[i] * rounds + round] != key) {
        return false;
      }
    }
    return true;
  }

  /** Places of an order, from {@code from} to before {@code to}. */
  record RowRange(int from, int to) {}
}
