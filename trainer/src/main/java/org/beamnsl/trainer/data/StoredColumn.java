package org.beamnsl.trainer.data;

import java.util.Arrays;

/**
 * A column whose rows are kept outside memory. Batches read the rows they consist of; selecting
 * rows only remembers which.
 */
public final class StoredColumn implements Column {
  private final int[] rows;
  private final int[] rowShape;
  private final RowReader reader;

  /** Reads rows by their place in the store; used by several threads. */
  @FunctionalInterface
  public interface RowReader {
    /** The given rows, in the given order, as plain numbers. */
    Column read(int[] rows);
  }

  /** The rows of these places in the store. */
  public StoredColumn(int[] rows, int[] rowShape, RowReader reader) {
    this.rows = rows;
    this.rowShape = rowShape.clone();
    this.reader = reader;
  }

  @Override
  public int rows() {
    return rows.length;
  }

  @Override
  public int[] rowShape() {
    return rowShape;
  }

  @Override
  public StoredColumn select(int[] picked) {
    return new StoredColumn(
        Arrays.stream(picked).map(row -> rows[row]).toArray(), rowShape, reader);
  }

  @Override
  public Column decoded() {
    return reader.read(rows);
  }

  @Override
  public String toString() {
    return "StoredColumn[rows=" + rows.length + ", rowShape=" + Arrays.toString(rowShape) + "]";
  }
}
