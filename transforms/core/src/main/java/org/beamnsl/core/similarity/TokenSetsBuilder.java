package org.beamnsl.core.similarity;

import java.util.Arrays;

/** Collects sets of tokens. Takes no room before the first one comes. */
final class TokenSetsBuilder {
  private long[] tokens = {};
  private int[] ends = {};
  private int rows;

  /** Adds a set: distinct tokens, ascending. */
  void add(long[] from, int start, int end) {
    int at = rows == 0 ? 0 : ends[rows - 1];
    int needed = Math.addExact(at, end - start);
    if (needed > tokens.length) {
      tokens = Arrays.copyOf(tokens, grown(needed));
    }
    if (rows == ends.length) {
      ends = Arrays.copyOf(ends, grown(rows + 1));
    }
    System.arraycopy(from, start, tokens, at, end - start);
    ends[rows++] = needed;
  }

  /** Forgets all sets but the first ones. */
  void keepFirst(int count) {
    rows = Math.min(rows, count);
  }

  private static int grown(int needed) {
    return (int) Math.min(Integer.MAX_VALUE - 8, 16 + needed + (long) needed / 2);
  }

  /** The sets added so far, as they are now. */
  TokenSets sets() {
    return rows == 0 ? TokenSets.NONE : new TokenSets(tokens, ends, rows);
  }
}
