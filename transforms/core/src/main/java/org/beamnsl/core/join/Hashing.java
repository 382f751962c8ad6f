package org.beamnsl.core.join;

import org.beamnsl.core.lsh.HashParams;
import org.jspecify.annotations.Nullable;

/**
 * A way to find pairs, and what may be expected of it.
 *
 * @param hash the shape of the hash; null when all pairs are compared
 * @param center what is subtracted before hashing, or null
 * @param partitions how rows are spread over workers
 */
@SuppressWarnings("ArrayRecordComponent")
record Hashing(
    @Nullable HashParams hash,
    float @Nullable [] center,
    PartitionPlan partitions,
    Expectation expected) {
  /**
   * What a plan promises.
   *
   * @param floor probability with which a pair at the threshold is found; 0 when none is promised
   * @param recall share of all edges that is found
   * @param cost CPU seconds of the reference machine
   */
  record Expectation(double floor, double recall, double cost) {
    /** Everything is found. */
    static Expectation certain(double cost) {
      return new Expectation(1, 1, cost);
    }
  }

  /** No hashing: all pairs are compared. */
  static Hashing none(PartitionPlan partitions, Expectation expected) {
    return new Hashing(null, null, partitions, expected);
  }

  /** The same without a floor, when this share of the edges is expected to be found. */
  Hashing expecting(double recall) {
    return new Hashing(hash, center, partitions, new Expectation(0, recall, expected.cost()));
  }
}
