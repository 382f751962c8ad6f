package org.beamnsl.trainer.export;

import static com.google.common.truth.Truth.assertThat;

import org.junit.jupiter.api.Test;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

final class TensorRowsTest {
  private static final Shape TWO_IMAGES = Shape.of(2, 1, 3, 1);

  private static TFloat32 images(float... values) {
    return TFloat32.tensorOf(TWO_IMAGES, DataBuffers.of(values, false, false));
  }

  @Test
  void aRowHoldsTheValuesOfOneExample() {
    try (TFloat32 images = images(1, 2, 3, 4, 5, 6)) {
      TensorRows rows = TensorRows.of(images);
      float[] second = new float[rows.width()];
      rows.read(1, second);
      assertThat(rows.count()).isEqualTo(2);
      assertThat(second).isEqualTo(new float[] {4, 5, 6});
      assertThat(rows.toArrays()).isEqualTo(new float[][] {{1, 2, 3}, {4, 5, 6}});
    }
  }

  @Test
  void writingARowLeavesTheOthersAlone() {
    try (TFloat32 images = images(1, 2, 3, 4, 5, 6)) {
      TensorRows rows = TensorRows.of(images);
      rows.write(0, new float[] {7, 8, 9});
      assertThat(rows.toArrays()).isEqualTo(new float[][] {{7, 8, 9}, {4, 5, 6}});
    }
  }

  @Test
  void examplesWithoutValuesHaveEmptyRows() {
    try (TFloat32 empty = TFloat32.tensorOf(Shape.of(2, 0))) {
      assertThat(TensorRows.of(empty).toArrays()).isEqualTo(new float[][] {{}, {}});
    }
  }
}
