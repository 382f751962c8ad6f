package org.beamnsl.trainer.data;

import java.util.Arrays;

/**
 * Rows of a column in memory that are not copied out of it: large rows go to where they are needed
 * in one piece. {@link #decoded} copies them.
 *
 * @param column of numbers in memory
 * @param picked its rows, in this order; rows may repeat
 */
public record PickedColumn(Column column, int[] picked) implements Column {
  /** Numbers of a row from which on copying it twice takes longer than what is done otherwise. */
  private static final int LARGE_ROW = 256;

  /** The given rows: as they are where rows are large, else copied. */
  static Column of(Column column, int[] rows) {
    boolean inMemory = column instanceof FloatColumn || column instanceof IntColumn;
    return inMemory && column.rowSize() >= LARGE_ROW
        ? new PickedColumn(column, rows)
        : column.select(rows).decoded();
  }

  @Override
  public int rows() {
    return picked.length;
  }

  @Override
  public int[] rowShape() {
    return column.rowShape();
  }

  @Override
  public Column select(int[] rows) {
    int[] again = new int[rows.length];
    Arrays.setAll(again, i -> picked[rows[i]]);
    return new PickedColumn(column, again);
  }

  @Override
  public Column decoded() {
    return column.select(picked);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PickedColumn that
        && column.equals(that.column)
        && Arrays.equals(picked, that.picked);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(picked);
  }

  @Override
  public String toString() {
    return "PickedColumn[" + picked.length + " rows of " + column + "]";
  }
}
