package org.beamnsl.core.similarity;

/**
 * Finds, in single precision, which pairs of rows may reach a limit.
 *
 * <p>A kernel is a filter: its sums may be added in any order, so callers lower the limit by {@link
 * Cosine#singlePrecisionError} and settle in double precision what passes. Stateless, safe for
 * several threads.
 */
public interface PairKernel {
  /** Rows compared against a panel at once. */
  int ROWS = 4;

  /** Rows a panel holds. */
  int PANEL = 64;

  /** Which kernel this is, for reports. */
  String name();

  /** Columns of a panel that matter: from {@code from} to before {@code to}. */
  record Columns(int from, int to) {}

  /**
   * Compares {@value #ROWS} rows with a panel.
   *
   * @param rows holds the rows
   * @param offsets where each of the {@value #ROWS} rows starts
   * @param limits what the product of each row with a column must reach
   * @param panel {@value #PANEL} columns as long as a row, element k of column j at {@code k *
   *     PANEL + j}
   * @param columns columns that matter; others are left out where that saves work
   * @param hits receives, for each row, bit j when column j reaches the row's limit; bits of
   *     columns that do not matter mean nothing
   */
  void compare(
      float[] rows, int[] offsets, float[] limits, float[] panel, Columns columns, long[] hits);

  /** Dot product of the {@code dims} floats at {@code a} with those at {@code b}. */
  float dot(float[] rows, int a, int b, int dims);
}
