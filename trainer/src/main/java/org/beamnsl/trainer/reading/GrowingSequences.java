package org.beamnsl.trainer.reading;

import java.util.Arrays;
import org.beamnsl.trainer.data.Column;
import org.beamnsl.trainer.data.IntColumn;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Int64List;

/** Rows of any number of ids. */
final class GrowingSequences implements GrowingColumn {
  private final int limit;
  private int[] values = new int[1024];
  private int[] ends = new int[16];
  private int rows;
  private int longest;

  GrowingSequences(int limit) {
    this.limit = limit;
  }

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
      values[at + i] = limit > 0 && id >= limit ? 0 : (int) id;
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
  }

  @Override
  public boolean sameRow(int row, GrowingColumn other, int otherRow) {
    GrowingSequences that = (GrowingSequences) other;
    return Arrays.equals(
        values, start(row), ends[row], that.values, that.start(otherRow), that.ends[otherRow]);
  }

  @Override
  public int longest() {
    return longest;
  }

  @Override
  public Column finish(int[] shape) {
    int length = shape[0];
    int[] padded = new int[rows * length];
    for (int row = 0; row < rows; row++) {
      int count = Math.min(length, ends[row] - start(row));
      System.arraycopy(values, start(row), padded, row * length, count);
    }
    return new IntColumn(padded, shape);
  }
}
