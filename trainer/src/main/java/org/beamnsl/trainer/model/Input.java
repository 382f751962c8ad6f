package org.beamnsl.trainer.model;

import java.util.Arrays;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.data.Column;
import org.beamnsl.trainer.data.SparseColumn;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A feature that a model reads.
 *
 * @param shape of one example's value; empty for a scalar
 * @param mostlyZeros whether training looks only at the numbers of a vector that are not 0, where a
 *     model allows it
 */
public record Input(String name, Kind kind, int[] shape, boolean mostlyZeros) {

  public Input {
    if (mostlyZeros && shape.length != 1) {
      throw NslException.usage(
          "feature "
              + name
              + " has shape "
              + Arrays.toString(shape)
              + "; only a vector can be sparse");
    }
  }

  /** What the values are. Only floats can be moved by an attack. */
  public enum Kind {
    FLOAT,
    INT
  }

  /** A float feature of this shape. */
  public static Input floats(String name, int... shape) {
    return new Input(name, Kind.FLOAT, shape, false);
  }

  /** An integer feature of this shape: ids, counts or 0/1 words. */
  public static Input ints(String name, int... shape) {
    return new Input(name, Kind.INT, shape, false);
  }

  /**
   * The same vector, of which most numbers are 0, such as counts of words: the first dense layer
   * then costs what the other numbers cost. Makes no difference to what is learned beyond rounding,
   * nor to the saved model. Vectors that an attack moves are read with their zeros.
   */
  public Input ofMostlyZeros() {
    return new Input(name, kind, shape, true);
  }

  /** A feature to feed batches of any size into. */
  public Operand<?> placeholder(Ops tf) {
    long[] axes = new long[shape.length + 1];
    axes[0] = -1;
    for (int i = 0; i < shape.length; i++) {
      axes[i + 1] = shape[i];
    }
    var any = Placeholder.shape(Shape.of(axes));
    return kind == Kind.FLOAT
        ? tf.placeholder(TFloat32.class, any)
        : tf.placeholder(TInt32.class, any);
  }

  /** Refuses a column of another kind or shape, saying what was expected. */
  public void check(Column column) {
    boolean isFloat = column.isFloat();
    boolean isKind = column instanceof SparseColumn ? mostlyZeros : isFloat == (kind == Kind.FLOAT);
    if (!isKind || !Arrays.equals(column.rowShape(), shape)) {
      throw NslException.badData(
          String.format(
              "feature %s is %s%s per example, but the model expects %s%s",
              name,
              column instanceof SparseColumn ? "sparse" : isFloat ? Kind.FLOAT : Kind.INT,
              Arrays.toString(column.rowShape()),
              kind,
              Arrays.toString(shape)));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Input that
        && name.equals(that.name)
        && kind == that.kind
        && mostlyZeros == that.mostlyZeros
        && Arrays.equals(shape, that.shape);
  }

  @Override
  public int hashCode() {
    return name.hashCode() + 31 * Arrays.hashCode(shape);
  }

  @Override
  public String toString() {
    return name + " " + kind + Arrays.toString(shape);
  }
}
