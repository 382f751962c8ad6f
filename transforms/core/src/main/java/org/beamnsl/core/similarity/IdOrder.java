package org.beamnsl.core.similarity;

import java.util.Arrays;

/** Sorts ids: eight bytes at a time as one number, whole ids only where these agree. */
final class IdOrder {
  private static final int DIGIT_BITS = 16;

  private final IdTable ids;

  IdOrder(IdTable ids) {
    this.ids = ids;
  }

  int[] sort() {
    int size = ids.size();
    int[] order = new int[size];
    long[] prefixes = new long[size];
    int common = ids.commonPrefix();
    for (int row = 0; row < size; row++) {
      order[row] = row;
      prefixes[row] = ids.prefix(row, common);
    }
    int[] sorted = radix(order, prefixes);
    for (int from = 0; from < size; ) {
      int to = from + 1;
      while (to < size && prefixes[sorted[to]] == prefixes[sorted[from]]) {
        to++;
      }
      if (to - from > 1) {
        settle(sorted, from, to);
      }
      from = to;
    }
    return sorted;
  }

  /** Orders rows whose prefixes agree by their whole ids. */
  private void settle(int[] order, int from, int to) {
    Integer[] run = new Integer[to - from];
    Arrays.setAll(run, i -> order[from + i]);
    Arrays.sort(run, ids::compare);
    for (int i = 0; i < run.length; i++) {
      order[from + i] = run[i];
    }
  }

  /** Stable radix sort of the rows by their prefixes, compared as unsigned numbers. */
  private static int[] radix(int[] rows, long[] prefixes) {
    int[] from = rows;
    int[] to = new int[rows.length];
    int[] counts = new int[(1 << DIGIT_BITS) + 1];
    for (int shift = 0; shift < Long.SIZE; shift += DIGIT_BITS) {
      Arrays.fill(counts, 0);
      for (long prefix : prefixes) {
        counts[digit(prefix, shift) + 1]++;
      }
      if (rows.length > 0 && counts[digit(prefixes[0], shift) + 1] == rows.length) {
        continue;
      }
      for (int i = 1; i < counts.length; i++) {
        counts[i] += counts[i - 1];
      }
      for (int row : from) {
        to[counts[digit(prefixes[row], shift)]++] = row;
      }
      int[] swap = from;
      from = to;
      to = swap;
    }
    return from;
  }

  private static int digit(long prefix, int shift) {
    return (int) (prefix >>> shift) & ((1 << DIGIT_BITS) - 1);
  }
}
