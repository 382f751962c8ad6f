package org.beamnsl.trainer.attack;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.data.Column;
import org.beamnsl.trainer.model.Weights;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Constants per feature, for masks and clips: one that holds for every feature, or one per named
 * feature (features not named have none).
 *
 * <p>The original silently ignores a single value when the input is a map of features; here it
 * applies to all of them.
 */
public record FeatureValues(Optional<Constant> forAll, Map<String, Constant> byName) {

  /** Row-major values that broadcast against a feature. */
  public record Constant(float[] values, int[] shape) {

    public Constant {
      if (Column.sizeOf(shape) != values.length) {
        throw NslException.usage(
            values.length + " values do not have shape " + Arrays.toString(shape));
      }
    }

    Operand<TFloat32> operand(Ops tf) {
      return tf.constant(Weights.shapeOf(shape), DataBuffers.of(values, false, false));
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Constant that
          && Arrays.equals(values, that.values)
          && Arrays.equals(shape, that.shape);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(values) + 31 * Arrays.hashCode(shape);
    }

    @Override
    public String toString() {
      return Arrays.toString(values);
    }
  }

  public FeatureValues {
    byName = Map.copyOf(byName);
  }

  /** No constant for any feature. */
  public static FeatureValues none() {
    return new FeatureValues(Optional.empty(), Map.of());
  }

  /** One number for every value of every feature. */
  public static FeatureValues all(float value) {
    return all(new Constant(new float[] {value}, new int[0]));
  }

  /** One constant for every feature. */
  public static FeatureValues all(Constant constant) {
    return new FeatureValues(Optional.of(constant), Map.of());
  }

  /** Constants for the named features. */
  public static FeatureValues of(Map<String, Constant> byName) {
    return new FeatureValues(Optional.empty(), byName);
  }

  /** The constant of a feature, if it has one. */
  public Optional<Constant> find(String feature) {
    return Optional.ofNullable(byName.get(feature)).or(() -> forAll);
  }

  /** The feature times its constant, or the feature itself if it has none. */
  public Operand<TFloat32> times(Ops tf, String name, Operand<TFloat32> feature) {
    return find(name)
        .<Operand<TFloat32>>map(constant -> tf.math.mul(feature, constant.operand(tf)))
        .orElse(feature);
  }

  /** Refuses values outside [low, high]. */
  void requireWithin(String what, float low, float high) {
    forAll.ifPresent(constant -> requireWithin(what, constant, low, high));
    byName.forEach((name, constant) -> requireWithin(what + " of " + name, constant, low, high));
  }

  private static void requireWithin(String what, Constant constant, float low, float high) {
    for (float value : constant.values()) {
      if (!(value >= low && value <= high)) {
        throw NslException.usage(
            what + " must be within [" + low + ", " + high + "], not " + value);
      }
    }
  }
}
