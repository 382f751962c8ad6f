package org.beamnsl.core.lsh;

import java.util.Arrays;

/**
 * Brings rows with equal keys together: a radix sort whose arrays are used again for every round.
 *
 * <p>Rows of one bucket stay in ascending order. For use by one thread.
 */
public final class KeyOrder {
  private static final int MAX_DIGIT_BITS = 18;

  private final int rows;
  private final int[] keys;
  private int[] order;
  private int[] spare;
  private final int[] counts;
  private final int digitBits;
  private final int passes;

  /**
   * Makes room for sorting.
   *
   * @param rows number of rows
   * @param keyBits how many low bits of a key are in use
   */
  public KeyOrder(int rows, int keyBits) {
    this.rows = rows;
    this.keys = new int[rows];
    this.order = new int[rows];
    this.spare = new int[rows];
    int useful = Math.max(10, Math.min(MAX_DIGIT_BITS, 33 - Integer.numberOfLeadingZeros(rows)));
    this.passes = (keyBits + useful - 1) / useful;
    this.digitBits = (keyBits + passes - 1) / passes;
    this.counts = new int[(1 << digitBits) + 1];
  }

  /**
   * Sorts the rows by one of their keys.
   *
   * @param all key r of row i at {@code i * rounds + r}
   * @param rounds keys per row
   * @param round which key to sort by
   */
  public void sort(int[] all, int rounds, int round) {
    for (int row = 0, at = round; row < rows; row++, at += rounds) {
      keys[row] = all[at];
    }
    for (int pass = 0; pass < passes; pass++) {
      pass(pass * digitBits, pass == 0);
    }
  }

  private void pass(int shift, boolean first) {
    int mask = (1 << digitBits) - 1;
    Arrays.fill(counts, 0);
    for (int key : keys) {
      counts[(key >>> shift & mask) + 1]++;
    }
    for (int i = 1; i < counts.length; i++) {
      counts[i] += counts[i - 1];
    }
    for (int i = 0; i < rows; i++) {
      int row = first ? i : order[i];
      spare[counts[keys[row] >>> shift & mask]++] = row;
    }
    int[] swap = order;
    order = spare;
    spare = swap;
  }

  /** The rows in ascending order of their keys; valid until the next sort. */
  public int[] order() {
    return order;
  }

  /** Where the bucket that starts at {@code from} ends. */
  public int bucketEnd(int from) {
    int key = keys[order[from]];
    int to = from + 1;
    while (to < rows && keys[order[to]] == key) {
      to++;
    }
    return to;
  }
}
