package org.beamnsl.trainer.data;

import java.util.Arrays;
import org.beamnsl.core.failure.NslException;

/**
 * A column of vectors of which most numbers are 0: only the others are kept, row by row, in
 * ascending order of their places. Integers are kept as floats, exactly up to 2²⁴.
 */
public final class SparseColumn implements Column {
  private final int[] ends;
  private final int[] places;
  private final float[] values;
  private final int width;

  private SparseColumn(int[] ends, int[] places, float[] values, int width) {
    this.ends = ends;
    this.places = places;
    this.values = values;
    this.width = width;
  }

  /**
   * The numbers of a column other than 0.
   *
   * @param column of vectors; returned as it is when it is sparse already
   */
  public static SparseColumn of(Column column) {
    if (column instanceof SparseColumn sparse) {
      return sparse;
    }
    if (column.rowShape().length != 1) {
      throw NslException.usage("only vectors can be sparse, not " + column);
    }
    Column plain = column.decoded();
    return ofFloats(
        plain instanceof FloatColumn floats ? floats.data() : floats(((IntColumn) plain).data()),
        plain.rowSize());
  }

  private static float[] floats(int[] ints) {
    float[] floats = new float[ints.length];
    for (int i = 0; i < ints.length; i++) {
      floats[i] = ints[i];
    }
    return floats;
  }

  private static SparseColumn ofFloats(float[] dense, int width) {
    int present = 0;
    for (float value : dense) {
      present += value != 0 ? 1 : 0;
    }
    int[] places = new int[present];
    float[] values = new float[present];
    int[] ends = new int[dense.length / width];
    int next = 0;
    for (int row = 0; row < ends.length; row++) {
      for (int place = 0; place < width; place++) {
        float value = dense[row * width + place];
        if (value != 0) {
          places[next] = place;
          values[next++] = value;
        }
      }
      ends[row] = next;
    }
    return new SparseColumn(ends, places, values, width);
  }

  /** How many numbers are kept. */
  public int present() {
    return values.length;
  }

  /** Row and place of every number that is kept: {@code [row, place, row, place, …]}. */
  public long[] indices() {
    long[] indices = new long[2 * places.length];
    int next = 0;
    for (int row = 0; row < ends.length; row++) {
      for (; next < ends[row]; next++) {
        indices[2 * next] = row;
        indices[2 * next + 1] = places[next];
      }
    }
    return indices;
  }

  /** The numbers that are kept. */
  public float[] values() {
    return values;
  }

  @Override
  public int rows() {
    return ends.length;
  }

  @Override
  public int[] rowShape() {
    return new int[] {width};
  }

  @Override
  public SparseColumn select(int[] rows) {
    int[] pickedEnds = new int[rows.length];
    int present = 0;
    for (int i = 0; i < rows.length; i++) {
      present += ends[rows[i]] - start(rows[i]);
      pickedEnds[i] = present;
    }
    int[] pickedPlaces = new int[present];
    float[] pickedValues = new float[present];
    int at = 0;
    for (int row : rows) {
      int count = ends[row] - start(row);
      System.arraycopy(places, start(row), pickedPlaces, at, count);
      System.arraycopy(values, start(row), pickedValues, at, count);
      at += count;
    }
    return new SparseColumn(pickedEnds, pickedPlaces, pickedValues, width);
  }

  private int start(int row) {
    return row == 0 ? 0 : ends[row - 1];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SparseColumn that
        && width == that.width
        && Arrays.equals(ends, that.ends)
        && Arrays.equals(places, that.places)
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(places) + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "SparseColumn[rows=" + rows() + ", width=" + width + ", present=" + present() + "]";
  }
}
