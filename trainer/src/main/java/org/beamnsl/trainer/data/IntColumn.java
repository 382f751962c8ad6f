package org.beamnsl.trainer.data;

import java.util.Arrays;

/** A column of ints. */
public record IntColumn(int[] data, int[] rowShape) implements Column {

  public IntColumn {
    Column.rowsOf(data.length, rowShape);
  }

  /** A column whose rows have the given shape; no shape means one scalar per example. */
  public static IntColumn of(int[] data, int... rowShape) {
    return new IntColumn(data, rowShape);
  }

  @Override
  public int rows() {
    return data.length / rowSize();
  }

  @Override
  public IntColumn select(int[] rows) {
    int size = rowSize();
    int[] picked = new int[rows.length * size];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(data, rows[i] * size, picked, i * size, size);
    }
    return new IntColumn(picked, rowShape);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IntColumn column
        && Arrays.equals(data, column.data)
        && Arrays.equals(rowShape, column.rowShape);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(data) + Arrays.hashCode(rowShape);
  }

  @Override
  public String toString() {
    return "IntColumn[rows=" + rows() + ", rowShape=" + Arrays.toString(rowShape) + "]";
  }
}
