package org.beamnsl.trainer.reading;

import static com.google.common.truth.Truth.assertThat;

import org.beamnsl.trainer.data.FloatColumn;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.FloatList;

/** Rows that need less than a chunk, several chunks, and more than a chunk each. */
class GrowingFloatsTest {
  private static GrowingFloats column(int width) {
    return new GrowingFloats(spec(width));
  }

  private static float value(int row, int place) {
    return row + place / 1024f;
  }

  private static Feature row(int row, int width) {
    FloatList.Builder floats = FloatList.newBuilder();
    for (int i = 0; i < width; i++) {
      floats.addValue(value(row, i));
    }
    return Feature.newBuilder().setFloatList(floats).build();
  }

  private static GrowingFloats filled(int rows, int width) {
    GrowingFloats column = column(width);
    ExampleRecord record = new ExampleRecord("file", 0, new byte[0]);
    for (int row = 0; row < rows; row++) {
      column.add(record, "x", row(row, width));
    }
    return column;
  }

  @ParameterizedTest(name = "{0} rows of {1}")
  @CsvSource({"1,3", "700,3", "900,257", "40,5000", "20,70000"})
  void theFinishedColumnHasAllRowsInOrder(int rows, int width) {
    GrowingFloats column = filled(rows, width);
    assertThat(column.bytes()).isAtLeast(4L * rows * width);
    float[] values = ((FloatColumn) column.finish(spec(width))).data();
    assertThat(values).hasLength(rows * width);
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < width; i++) {
        assertThat(values[row * width + i]).isEqualTo(value(row, i));
      }
    }
  }

  @ParameterizedTest(name = "{0} rows of {1}")
  @CsvSource({"700,3", "900,257", "20,70000"})
  void rowsAreCopiedAndToldApartOverChunks(int rows, int width) {
    GrowingFloats from = filled(rows, width);
    GrowingFloats reversed = column(width);
    for (int row = rows - 1; row >= 0; row--) {
      reversed.addRow(from, row);
    }
    for (int row = 0; row < rows; row++) {
      assertThat(reversed.sameRow(rows - 1 - row, from, row)).isTrue();
      assertThat(reversed.sameRow(row, from, (row + rows / 2) % rows))
          .isEqualTo(rows - 1 - row == (row + rows / 2) % rows);
      assertThat(reversed.rowBytes(rows - 1 - row)).isEqualTo(from.rowBytes(row));
    }
  }

  private static FeatureSpec spec(int width) {
    return new FeatureSpec(
        "x", FeatureSpec.Stored.FLOAT, FeatureSpec.Form.DENSE, new int[] {width}, 0);
  }
}
