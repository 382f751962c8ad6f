package org.beamnsl.trainer.data;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * A column of floats whose rows are kept encoded, such as images that would not fit into memory
 * decoded. Batches decode the rows they consist of, in several threads.
 */
public final class EncodedColumn implements Column {
  private final byte[][] rows;
  private final int[] rowShape;
  private final RowDecoder decoder;

  /** Turns the bytes of a row into its values; used by several threads. */
  @FunctionalInterface
  public interface RowDecoder {
    /** Writes all values of a row from place {@code at} on. */
    void decode(byte[] row, float[] target, int at);
  }

  /** A column of these rows, which are not copied. */
  public EncodedColumn(byte[][] rows, int[] rowShape, RowDecoder decoder) {
    this.rows = rows;
    this.rowShape = rowShape.clone();
    this.decoder = decoder;
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
  public EncodedColumn select(int[] picked) {
    byte[][] part = Arrays.stream(picked).mapToObj(row -> rows[row]).toArray(byte[][]::new);
    return new EncodedColumn(part, rowShape, decoder);
  }

  @Override
  public FloatColumn decoded() {
    int size = rowSize();
    float[] values = new float[Math.multiplyExact(rows.length, size)];
    IntStream.range(0, rows.length)
        .parallel()
        .forEach(row -> decoder.decode(rows[row], values, row * size));
    return new FloatColumn(values, rowShape);
  }

  @Override
  public String toString() {
    return "EncodedColumn[rows=" + rows.length + ", rowShape=" + Arrays.toString(rowShape) + "]";
  }
}
