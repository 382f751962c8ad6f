package org.beamnsl.trainer.reading;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.beamnsl.trainer.data.Column;
import org.beamnsl.trainer.data.FloatColumn;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.FloatList;
import org.tensorflow.proto.Int64List;

/**
 * Rows of a fixed number of floats, from floats or integers. They stand in chunks: one array that
 * doubles would for a moment take thrice the memory of its values.
 */
final class GrowingFloats implements GrowingColumn {
  private static final int FIRST_ROWS = 16;

  /** Floats of a chunk, unless one row has more; below what collectors treat as a large object. */
  private static final int CHUNK = 1 << 16;

  private static final float[] NONE = {};

  private final int width;
  private final int rowsOfChunk;
  private final List<float[]> chunks = new ArrayList<>();
  private int rows;

  GrowingFloats(FeatureSpec spec) {
    this.width = Column.sizeOf(spec.shape());
    this.rowsOfChunk = Math.max(FIRST_ROWS, CHUNK / Math.max(1, width));
    chunks.add(new float[width * FIRST_ROWS]);
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public void add(ExampleRecord record, String name, Feature feature) {
    switch (feature.getKindCase()) {
      case FLOAT_LIST -> addFloats(record, name, feature.getFloatList());
      case INT64_LIST -> addInts(record, name, feature.getInt64List());
      default ->
          throw record.bad(
              "has feature " + name + " as " + kind(feature) + "; expected " + expected());
    }
  }

  private void addFloats(ExampleRecord record, String name, FloatList list) {
    check(record, name, list.getValueCount());
    float[] chunk = addRow();
    int at = start(rows - 1);
    for (int i = 0; i < width; i++) {
      float value = list.getValue(i);
      if (!Float.isFinite(value)) {
        throw record.bad("has feature " + name + " with " + value + " at place " + i);
      }
      chunk[at + i] = value;
    }
  }

  private void addInts(ExampleRecord record, String name, Int64List list) {
    check(record, name, list.getValueCount());
    float[] chunk = addRow();
    int at = start(rows - 1);
    for (int i = 0; i < width; i++) {
      chunk[at + i] = list.getValue(i);
    }
  }

  private void check(ExampleRecord record, String name, int count) {
    if (count != width) {
      throw record.bad(
          "has feature " + name + " with " + count + " values; expected " + expected());
    }
  }

  private String expected() {
    return width + " numbers, as in the first record";
  }

  static String kind(Feature feature) {
    return switch (feature.getKindCase()) {
      case FLOAT_LIST -> "floats";
      case INT64_LIST -> "integers";
      case BYTES_LIST -> "bytes";
      case KIND_NOT_SET -> "nothing";
    };
  }

  /** Makes room for one more row and returns the chunk that it ends. */
  private float[] addRow() {
    int last = rows / rowsOfChunk;
    if (last == chunks.size()) {
      chunks.add(new float[width * rowsOfChunk]);
    }
    rows++;
    int needed = start(rows - 1) + width;
    if (needed > chunks.get(last).length) {
      int doubled = Math.min(2 * needed, width * rowsOfChunk);
      chunks.set(last, Arrays.copyOf(chunks.get(last), doubled));
    }
    return chunks.get(last);
  }

  private float[] chunk(int row) {
    return chunks.get(row / rowsOfChunk);
  }

  /** Where a row starts in its chunk. */
  private int start(int row) {
    return row % rowsOfChunk * width;
  }

  @Override
  public void addRow(GrowingColumn other, int row) {
    GrowingFloats that = (GrowingFloats) other;
    float[] chunk = addRow();
    System.arraycopy(that.chunk(row), that.start(row), chunk, start(rows - 1), width);
  }

  @Override
  public boolean sameRow(int row, GrowingColumn other, int otherRow) {
    GrowingFloats that = (GrowingFloats) other;
    int at = start(row);
    int otherAt = that.start(otherRow);
    return Arrays.equals(
        chunk(row), at, at + width, that.chunk(otherRow), otherAt, otherAt + width);
  }

  @Override
  public byte[] rowBytes(int row) {
    ByteBuffer bytes = ByteBuffer.allocate(width * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(chunk(row), start(row), width);
    return bytes.array();
  }

  @Override
  public long bytes() {
    int last = chunks.size() - 1;
    return ((long) last * width * rowsOfChunk + chunks.get(last).length) * Float.BYTES;
  }

  @Override
  public long finishedBytes(FeatureSpec spec) {
    return (long) rows * width * Float.BYTES;
  }

  @Override
  public int nonZeros(int row) {
    float[] chunk = chunk(row);
    int count = 0;
    for (int i = start(row); i < start(row) + width; i++) {
      count += chunk[i] != 0 ? 1 : 0;
    }
    return count;
  }

  @Override
  public int longest() {
    return width;
  }

  @Override
  public int largestId() {
    return -1;
  }

  @Override
  public Column finish(FeatureSpec spec) {
    float[] values = new float[Math.multiplyExact(rows, width)];
    for (int first = 0; first < rows; first += rowsOfChunk) {
      int count = Math.min(rowsOfChunk, rows - first) * width;
      System.arraycopy(chunk(first), 0, values, first * width, count);
      chunks.set(first / rowsOfChunk, NONE);
    }
    return new FloatColumn(values, spec.shape());
  }
}
