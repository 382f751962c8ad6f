package org.beamnsl.trainer.data;

import java.util.Arrays;

/** A column of floats. */
public record FloatColumn(float[] data, int[] rowShape) implements Column {

  public FloatColumn {
    Column.rowsOf(data.length, rowShape);
  }

  /** A column whose rows have the given shape; no shape means one scalar per example. */
  public static FloatColumn of(float[] data, int... rowShape) {
    return new FloatColumn(data, rowShape);
  }

  @Override
  public int rows() {
    return data.length / rowSize();
  }

  @Override
  public FloatColumn select(int[] rows) {
    int size = rowSize();
    float[] picked = new float[rows.length * size];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(data, rows[i] * size, picked, i * size, size);
    }
    return new FloatColumn(picked, rowShape);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FloatColumn column
        && Arrays.equals(data, column.data)
        && Arrays.equals(rowShape, column.rowShape);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(data) + Arrays.hashCode(rowShape);
  }

  @Override
  public String toString() {
    return "FloatColumn[rows=" + rows() + ", rowShape=" + Arrays.toString(rowShape) + "]";
  }
}
