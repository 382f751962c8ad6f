package org.beamnsl.core.measure;

/**
 * Compares many rows of a matrix and hands on the pairs that may be close enough, each once. It is
 * a filter: it must not miss a pair, but what it hands on is settled by the weight. For use by one
 * thread.
 */
public interface RowComparer {
  /** Receives pairs of rows that may be close enough. */
  interface Candidates {
    void pair(int a, int b);
  }

  /** Compares every pair of the rows {@code order[from]} to {@code order[to - 1]}. */
  void within(int[] order, int from, int to, Candidates candidates);

  /**
   * Compares the rows of one range with those of another range that does not overlap it; the first
   * row of a candidate is of the first range.
   */
  void between(int[] order, int fromA, int toA, int fromB, int toB, Candidates candidates);

  /** Compares two rows. */
  void pair(int a, int b, Candidates candidates);

  /** Number of pairs compared so far. */
  long compared();
}
