package org.beamnsl.core.join;

import java.util.Arrays;

/**
 * What exact comparison with all rows, or with those seen so far, says about the first rows of a
 * sample.
 *
 * @param counts for each sampled row, how many other rows reach the threshold
 * @param nearest for each sampled row, the weights of its nearest neighbours among these, highest
 *     first; at most as many as a row may choose, none when it may choose any number
 */
@SuppressWarnings("ArrayRecordComponent")
public record SampleNeighbors(long[] counts, double[][] nearest) {
  /** Of no rows. */
  public static SampleNeighbors none() {
    return new SampleNeighbors(new long[0], new double[0][]);
  }

  /** Number of sampled rows. */
  public int rows() {
    return counts.length;
  }

  /**
   * What is known of the same sampled rows after other rows have been compared too; either may be
   * of no rows.
   *
   * @param k how many neighbours a row may choose, 0 for any number
   */
  public SampleNeighbors merge(SampleNeighbors other, int k) {
    if (rows() == 0 || other.rows() == 0) {
      return rows() == 0 ? other : this;
    }
    long[] sums = new long[counts.length];
    double[][] best = new double[counts.length][];
    for (int row = 0; row < counts.length; row++) {
      sums[row] = counts[row] + other.counts[row];
      double[] both = new double[nearest[row].length + other.nearest[row].length];
      System.arraycopy(nearest[row], 0, both, 0, nearest[row].length);
      System.arraycopy(other.nearest[row], 0, both, nearest[row].length, other.nearest[row].length);
      Arrays.sort(both);
      best[row] = new double[Math.min(k, both.length)];
      for (int i = 0; i < best[row].length; i++) {
        best[row][i] = both[both.length - 1 - i];
      }
    }
    return new SampleNeighbors(sums, best);
  }

  /** How many edges a graph that misses nothing has at a sampled row, of those that it chooses. */
  public long expected(int row, int k) {
    return k == 0 ? counts[row] : nearest[row].length;
  }

  /** The weight from which on an edge of a sampled row is one of those expected. */
  public double least(int row, int k) {
    return k == 0 || nearest[row].length == 0
        ? Double.NEGATIVE_INFINITY
        : nearest[row][nearest[row].length - 1];
  }

  /** All weights of nearest neighbours, ascending. */
  double[] weights() {
    return Arrays.stream(nearest).flatMapToDouble(Arrays::stream).sorted().toArray();
  }
}
