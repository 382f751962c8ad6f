package org.beamnsl.core.lsh;

/**
 * What joining is expected to cost, in CPU seconds of a reference machine.
 *
 * <p>The constants belong to no machine in particular: a plan that depended on the machine would
 * make the graph depend on it.
 */
public final class HashCost {
  /** Floating-point operations per second of the pair kernel. */
  private static final double PAIR_RATE = 50e9;

  /** Seconds to sort one row into its bucket. */
  private static final double SORT = 3e-8;

  /** Seconds to fetch one value of a row that is not in a cache. */
  private static final double FETCH = 1.5e-9;

  /** Seconds that hashing costs however few the rows are. */
  private static final double START = 0.1;

  private HashCost() {}

  /** Comparing every pair of {@code rows} rows. */
  public static double allPairs(long rows, RowCost cost) {
    return 0.5 * rows * rows * (cost.operations() + 64) / PAIR_RATE;
  }

  /**
   * Hashing {@code rows} rows and comparing those that share a bucket.
   *
   * @param secondsPerKey what computing a key takes
   * @param mates expected number of other rows in a row's bucket
   */
  static double hashed(RowCost cost, long rows, int rounds, double secondsPerKey, double mates) {
    double pairs = 0.5 * mates * (cost.operations() + 128) / PAIR_RATE;
    return START + rows * rounds * (secondsPerKey + SORT + cost.values() * FETCH + pairs);
  }
}
