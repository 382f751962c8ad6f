package org.beamnsl.trainer.data;

import java.util.Arrays;
import org.beamnsl.core.failure.NslException;

/**
 * One feature of several examples: a row-major array whose first axis counts the examples. Columns
 * are never changed after they were made; the arrays are shared, not copied.
 */
public sealed interface Column
    permits FloatColumn, IntColumn, SparseColumn, PickedColumn, EncodedColumn, StoredColumn {

  /** Number of examples. */
  int rows();

  /** Shape of one example's value, without the example axis; empty for a scalar. */
  int[] rowShape();

  /** The given rows, in the given order; rows may repeat. */
  Column select(int[] rows);

  /** The column as numbers in memory: itself, unless its rows are encoded or kept elsewhere. */
  default Column decoded() {
    return this;
  }

  /** Whether these are plain floats in memory, rather than integers or anything else. */
  default boolean isFloat() {
    return this instanceof FloatColumn
        || this instanceof PickedColumn picked && picked.column() instanceof FloatColumn;
  }

  /** Values per example. */
  default int rowSize() {
    return sizeOf(rowShape());
  }

  /** Number of values of a shape: the product of its axes. */
  static int sizeOf(int[] shape) {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  /** Rows of an array of this length, or an error when it is not a whole number of rows. */
  static int rowsOf(int values, int[] rowShape) {
    int size = sizeOf(rowShape);
    if (size == 0 || values % size != 0) {
      throw NslException.badData(
          values + " values are not whole rows of shape " + Arrays.toString(rowShape));
    }
    return values / size;
  }
}
