package org.beamnsl.trainer.export;

import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.types.TFloat32;

/**
 * A tensor whose first axis counts examples, one flat array per example. A batch of images has
 * hundreds of megabytes: nothing here holds more of it outside the tensor than one row. Valid while
 * the tensor is open.
 */
public final class TensorRows {
  private final FloatDataBuffer values;
  private final int rows;
  private final int width;

  private TensorRows(FloatDataBuffer values, int rows, int width) {
    this.values = values;
    this.rows = rows;
    this.width = width;
  }

  /** The rows of a tensor of at least one axis. */
  public static TensorRows of(TFloat32 tensor) {
    Shape shape = tensor.shape();
    int rows = Math.toIntExact(shape.get(0));
    int width = Math.toIntExact(shape.size() / Math.max(1, rows));
    return new TensorRows(tensor.asRawTensor().data().asFloats(), rows, width);
  }

  /** How many examples it has. */
  public int count() {
    return rows;
  }

  /** How many values an example has. */
  public int width() {
    return width;
  }

  /** Copies an example's values into an array of its {@link #width()}. */
  public void read(int row, float[] into) {
    if (width > 0) {
      values.offset((long) row * width).read(into, 0, width);
    }
  }

  /** Sets an example's values. */
  public void write(int row, float[] from) {
    if (width > 0) {
      values.offset((long) row * width).write(from, 0, width);
    }
  }

  /** A copy of all rows. */
  public float[][] toArrays() {
    float[][] arrays = new float[rows][width];
    for (int row = 0; row < rows; row++) {
      read(row, arrays[row]);
    }
    return arrays;
  }
}
