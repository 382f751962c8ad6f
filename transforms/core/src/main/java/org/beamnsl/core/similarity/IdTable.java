package org.beamnsl.core.similarity;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The ids of a set of rows, as UTF-8 bytes packed one after another.
 *
 * <p>Ids are compared as unsigned bytes, which is the order of their Unicode code points.
 * Immutable: callers must not change the arrays they hand over.
 */
public final class IdTable {
  private final byte[] bytes;
  private final int[] ends;
  private final int size;

  /**
   * Wraps packed ids.
   *
   * @param bytes the ids one after another; longer than needed is allowed
   * @param ends for each row, the offset just behind its id
   * @param size number of rows
   */
  public IdTable(byte[] bytes, int[] ends, int size) {
    this.bytes = bytes;
    this.ends = ends;
    this.size = size;
  }

  public int size() {
    return size;
  }

  public int start(int row) {
    return row == 0 ? 0 : ends[row - 1];
  }

  public int length(int row) {
    return ends[row] - start(row);
  }

  public String text(int row) {
    return new String(bytes, start(row), length(row), StandardCharsets.UTF_8);
  }

  /** Copies the id of a row into {@code to} and returns the position behind it. */
  public int copy(int row, byte[] to, int at) {
    int length = length(row);
    System.arraycopy(bytes, start(row), to, at, length);
    return at + length;
  }

  public int compare(int a, int b) {
    return Arrays.compareUnsigned(bytes, start(a), ends[a], bytes, start(b), ends[b]);
  }

  /** A 64-bit hash of the id alone, the same on every machine: what samples are chosen by. */
  public long hash(int row) {
    return hash(bytes, start(row), ends[row]);
  }

  /** The hash of the id in some bytes. */
  public static long hash(byte[] bytes, int from, int to) {
    long hash = 0x9E3779B97F4A7C15L;
    for (int at = from; at < to; at++) {
      hash = (hash ^ (bytes[at] & 0xff)) * 0x100000001B3L;
    }
    return mix(hash);
  }

  /** Whether the id of a row is the one in some bytes. */
  boolean equals(int row, byte[] other, int from, int to) {
    return Arrays.equals(bytes, start(row), ends[row], other, from, to);
  }

  /** Whether the id of a row is that of a row of another table. */
  boolean equals(int row, IdTable others, int other) {
    return equals(row, others.bytes, others.start(other), others.ends[other]);
  }

  /** Rows in ascending order of their ids; equal ids stay in row order. */
  public int[] sorted() {
    return new IdOrder(this).sort();
  }

  /**
   * The eight bytes that start {@code depth} bytes into the id, big-endian, zero behind its end.
   */
  long prefix(int row, int depth) {
    long prefix = 0;
    int from = start(row) + depth;
    for (int at = from; at < from + Long.BYTES; at++) {
      prefix = prefix << 8 | (at < ends[row] ? bytes[at] & 0xff : 0);
    }
    return prefix;
  }

  /** Number of leading bytes that all ids share. */
  int commonPrefix() {
    int common = size == 0 ? 0 : length(0);
    for (int row = 1; row < size && common > 0; row++) {
      int start = start(row);
      int mismatch = Arrays.mismatch(bytes, 0, common, bytes, start, ends[row]);
      common = mismatch < 0 ? common : Math.min(common, mismatch);
    }
    return common;
  }

  private static long mix(long value) {
    long x = (value ^ (value >>> 33)) * 0xff51afd7ed558ccdL;
    x = (x ^ (x >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return x ^ (x >>> 33);
  }
}
