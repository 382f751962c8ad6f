package org.beamnsl.trainer.reading;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.IntUnaryOperator;
import org.beamnsl.trainer.data.Column;
import org.beamnsl.trainer.data.IntColumn;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Int64List;

/** Rows of any number of ids. */
final class GrowingSequences implements GrowingColumn {
  private int[] values = new int[1024];
  private int[] ends = new int[16];
  private int rows;
  private int longest;
  private int largest = -1;

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public void add(ExampleRecord record, String name, Feature feature) {
    if (feature.getKindCase() != Feature.KindCase.INT64_LIST) {
      throw record.bad(
          "has feature " + name + " as " + GrowingFloats.kind(feature) + "; expected integer ids");
    }
    Int64List list = feature.getInt64List();
    int count = list.getValueCount();
    int at = reserve(count);
    for (int i = 0; i < count; i++) {
      long id = list.getValue(i);
      if (id < 0 || id > Integer.MAX_VALUE) {
        throw record.bad("has feature " + name + " with id " + id + "; ids start at 0");
      }
      values[at + i] = (int) id;
      largest = Math.max(largest, (int) id);
    }
  }

  private int start(int row) {
    return row == 0 ? 0 : ends[row - 1];
  }

  private int reserve(int count) {
    int at = start(rows);
    if (at + count > values.length) {
      values = Arrays.copyOf(values, 2 * (at + count));
    }
    if (rows == ends.length) {
      ends = Arrays.copyOf(ends, 2 * rows);
    }
    ends[rows++] = at + count;
    longest = Math.max(longest, count);
    return at;
  }

  @Override
  public void addRow(GrowingColumn other, int row) {
    GrowingSequences that = (GrowingSequences) other;
    int count = that.ends[row] - that.start(row);
    int at = reserve(count);
    System.arraycopy(that.values, that.start(row), values, at, count);
    largest = Math.max(largest, that.largest);
  }

  @Override
  public boolean sameRow(int row, GrowingColumn other, int otherRow) {
    GrowingSequences that = (GrowingSequences) other;
    return Arrays.equals(
        values, start(row), ends[row], that.values, that.start(otherRow), that.ends[otherRow]);
  }

  @Override
  public byte[] rowBytes(int row) {
    int count = ends[row] - start(row);
    ByteBuffer bytes = ByteBuffer.allocate(count * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(values, start(row), count);
    return bytes.array();
  }

  @Override
  public long bytes() {
    return (long) (values.length + ends.length) * Integer.BYTES;
  }

  @Override
  public long finishedBytes(FeatureSpec spec) {
    return (long) rows * spec.shape()[0] * Integer.BYTES;
  }

  @Override
  public int longest() {
    return longest;
  }

  @Override
  public int largestId() {
    return largest;
  }

  @Override
  public Column finish(FeatureSpec spec) {
    int length = spec.shape()[0];
    int[] padded = new int[rows * length];
    for (int row = 0; row < rows; row++) {
      int from = start(row);
      pad(spec, ends[row] - from, i -> values[from + i], padded, row * length);
    }
    return new IntColumn(padded, spec.shape());
  }

  /** Writes a row of this many ids, cut, limited and padded, from place {@code at} on. */
  static void pad(FeatureSpec spec, int count, IntUnaryOperator ids, int[] target, int at) {
    int length = spec.shape()[0];
    int kept = Math.min(length, count);
    for (int i = 0; i < kept; i++) {
      int id = ids.applyAsInt(i);
      target[at + i] = id < spec.limit() ? id : spec.padding();
    }
    Arrays.fill(target, at + kept, at + length, spec.padding());
  }
}
