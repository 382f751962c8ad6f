package org.beamnsl.trainer.model;

import java.util.Arrays;
import java.util.Random;
import org.beamnsl.trainer.data.Column;

/** The initial distributions of Keras. */
public final class Initializers {

  private Initializers() {}

  /** The same value everywhere. */
  public static Initializer constant(float value) {
    return (shape, random) -> {
      float[] values = new float[Column.sizeOf(shape)];
      Arrays.fill(values, value);
      return values;
    };
  }

  /** Uniform in [−limit, limit). */
  public static Initializer uniform(double limit) {
    return (shape, random) -> {
      float[] values = new float[Column.sizeOf(shape)];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) ((2 * random.nextDouble() - 1) * limit);
      }
      return values;
    };
  }

  /**
   * Glorot uniform: limit √(6 / (fanIn + fanOut)). The last two axes are inputs and outputs, axes
   * before them the receptive field of a convolution.
   */
  public static Initializer glorotUniform() {
    return (shape, random) -> {
      int last = shape.length - 1;
      double field = Column.sizeOf(Arrays.copyOf(shape, Math.max(0, last - 1)));
      double fanOut = shape[last];
      double fanIn = last == 0 ? fanOut : shape[last - 1];
      return uniform(Math.sqrt(6 / (field * (fanIn + fanOut)))).sample(shape, random);
    };
  }

  /**
   * Rows (or columns, whichever are fewer) that are orthonormal, by Gram–Schmidt on normal draws.
   */
  public static Initializer orthogonal() {
    return (shape, random) -> {
      int columns = shape[shape.length - 1];
      int rows = Column.sizeOf(shape) / columns;
      boolean wide = columns > rows;
      double[][] basis = orthonormal(Math.min(rows, columns), Math.max(rows, columns), random);
      float[] values = new float[rows * columns];
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < columns; c++) {
          values[r * columns + c] = (float) (wide ? basis[r][c] : basis[c][r]);
        }
      }
      return values;
    };
  }

  /** The LSTM bias of Keras: 1 for the forget gate (second quarter), 0 elsewhere. */
  public static Initializer unitForgetBias() {
    return (shape, random) -> {
      float[] values = new float[shape[0]];
      int units = shape[0] / 4;
      Arrays.fill(values, units, 2 * units, 1f);
      return values;
    };
  }

  private static double[][] orthonormal(int count, int length, Random random) {
    double[][] basis = new double[count][length];
    for (int i = 0; i < count; i++) {
      double[] vector = basis[i];
      for (int j = 0; j < length; j++) {
        vector[j] = random.nextGaussian();
      }
      // Twice: one sweep of modified Gram–Schmidt loses digits when draws are nearly parallel.
      for (int sweep = 0; sweep < 2; sweep++) {
        for (int k = 0; k < i; k++) {
          addScaled(vector, basis[k], -dot(vector, basis[k]));
        }
      }
      double norm = Math.sqrt(dot(vector, vector));
      for (int j = 0; j < length; j++) {
        vector[j] /= norm;
      }
    }
    return basis;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void addScaled(double[] target, double[] addend, double factor) {
    for (int i = 0; i < target.length; i++) {
      target[i] += factor * addend[i];
    }
  }
}
