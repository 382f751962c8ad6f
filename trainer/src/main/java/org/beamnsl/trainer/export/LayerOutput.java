package org.beamnsl.trainer.export;

import java.util.Arrays;
import org.tensorflow.types.TFloat32;

/**
 * A layer's output for one example.
 *
 * @param values row by row
 * @param shape without the axis of the examples
 */
public record LayerOutput(float[] values, int[] shape) {
  static LayerOutput of(TFloat32 tensor) {
    int[] shape = new int[tensor.shape().numDimensions() - 1];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = Math.toIntExact(tensor.shape().get(i + 1));
    }
    return new LayerOutput(LoadedModel.matrix(tensor)[0], shape);
  }

  /** The largest value. */
  public float largest() {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, value);
    }
    return largest;
  }

  /** The largest value of one filter, the last axis. */
  public float largest(int filter) {
    float largest = 0;
    for (int i = filter; i < values.length; i += shape[shape.length - 1]) {
      largest = Math.max(largest, values[i]);
    }
    return largest;
  }

  /** The filter whose values differ most from another output's, in the sum of squares. */
  public int mostChanged(LayerOutput other) {
    int filters = shape[shape.length - 1];
    double[] squares = new double[filters];
    for (int i = 0; i < values.length; i++) {
      double change = other.values[i] - values[i];
      squares[i % filters] += change * change;
    }
    int most = 0;
    for (int f = 1; f < filters; f++) {
      most = squares[f] > squares[most] ? f : most;
    }
    return most;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LayerOutput that
        && Arrays.equals(values, that.values)
        && Arrays.equals(shape, that.shape);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "LayerOutput" + Arrays.toString(shape);
  }
}
