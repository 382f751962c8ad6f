package org.beamnsl.core.similarity;

import java.util.Arrays;

/** Rows to be compared: their ids, and either vectors of one length or sets of tokens. */
public interface Rows {
  /** Number of rows. */
  int rows();

  /** The ids, one per row. */
  IdTable ids();

  /** Length of every vector; 0 where rows are sets of tokens. */
  int dims();

  /** The vectors one after another, {@code rows() * dims()} floats or more. Not to be changed. */
  float[] values();

  /** The sets of tokens; {@link TokenSets#NONE} where rows are vectors. */
  TokenSets tokens();

  /** Four-byte values of a row, on average: its floats, or two for each token. */
  default double valuesPerRow() {
    return dims() > 0 ? dims() : 2.0 * tokens().total() / Math.max(1, rows());
  }

  /** Whether a row has the same vector, or set, as a row of others. */
  default boolean sameRow(int row, Rows others, int other) {
    int dims = dims();
    return dims > 0
        ? Arrays.equals(
            values(),
            row * dims,
            (row + 1) * dims,
            others.values(),
            other * dims,
            (other + 1) * dims)
        : tokens().same(row, others.tokens(), other);
  }
}
