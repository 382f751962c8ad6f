package org.beamnsl.trainer.reading;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.beamnsl.trainer.data.Column;
import org.beamnsl.trainer.data.FloatColumn;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.FloatList;
import org.tensorflow.proto.Int64List;

/** Rows of a fixed number of floats, from floats or integers. */
class GrowingFloats implements GrowingColumn {
  private final int width;
  private float[] values;
  private int rows;

  GrowingFloats(FeatureSpec spec) {
    this.width = Column.sizeOf(spec.shape());
    this.values = new float[width * 16];
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
    int at = reserve();
    for (int i = 0; i < width; i++) {
      float value = list.getValue(i);
      if (!Float.isFinite(value)) {
        throw record.bad("has feature " + name + " with " + value + " at place " + i);
      }
      values[at + i] = value;
    }
  }

  private void addInts(ExampleRecord record, String name, Int64List list) {
    check(record, name, list.getValueCount());
    int at = reserve();
    for (int i = 0; i < width; i++) {
      values[at + i] = list.getValue(i);
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

  /** Makes room for one more row and returns where it starts. */
  int reserve() {
    int at = rows * width;
    if (at + width > values.length) {
      values = Arrays.copyOf(values, (int) Math.min(Integer.MAX_VALUE - 8L, 2L * (at + width)));
    }
    rows++;
    return at;
  }

  final float[] values() {
    return values;
  }

  @Override
  public void addRow(GrowingColumn other, int row) {
    int at = reserve();
    System.arraycopy(((GrowingFloats) other).values, row * width, values, at, width);
  }

  @Override
  public boolean sameRow(int row, GrowingColumn other, int otherRow) {
    return Arrays.equals(
        values,
        row * width,
        (row + 1) * width,
        ((GrowingFloats) other).values,
        otherRow * width,
        (otherRow + 1) * width);
  }

  @Override
  public byte[] rowBytes(int row) {
    ByteBuffer bytes = ByteBuffer.allocate(width * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values, row * width, width);
    return bytes.array();
  }

  @Override
  public long bytes() {
    return (long) values.length * Float.BYTES;
  }

  @Override
  public long finishedBytes(FeatureSpec spec) {
    return (long) rows * width * Float.BYTES;
  }

  @Override
  public int nonZeros(int row) {
    int count = 0;
    for (int i = row * width; i < (row + 1) * width; i++) {
      count += values[i] != 0 ? 1 : 0;
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
    return new FloatColumn(Arrays.copyOf(values, rows * width), spec.shape());
  }
}
