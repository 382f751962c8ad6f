package org.beamnsl.trainer.loss;

import java.util.Arrays;
import org.beamnsl.core.failure.NslException;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * How weighted losses become one number. With L = losses · weights (weights broadcast to the
 * losses); every division by zero gives zero, so a batch without any weight has loss 0 and not NaN.
 */
public enum Reduction {
  /** L itself, not reduced. */
  NONE("none"),
  /** ΣL. */
  SUM("weighted_sum"),
  /** ΣL / Σ weights. */
  MEAN("weighted_mean"),
  /** ΣL / number of losses. */
  SUM_OVER_BATCH_SIZE("weighted_sum_over_batch_size"),
  /** ΣL / number of losses whose weight is not zero. */
  SUM_BY_NONZERO_WEIGHTS("weighted_sum_by_nonzero_weights");

  private final String key;

  Reduction(String key) {
    this.key = key;
  }

  /** The name in configurations. */
  public String key() {
    return key;
  }

  /** The reduction with this key. */
  public static Reduction named(String key) {
    return Arrays.stream(values())
        .filter(reduction -> reduction.key.equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                NslException.usage(
                    "unknown reduction "
                        + key
                        + "; expected one of "
                        + Arrays.stream(values()).map(Reduction::key).toList()));
  }

  /** Whether the result is an average of some kind. */
  public boolean isAverage() {
    return this == MEAN || this == SUM_OVER_BATCH_SIZE || this == SUM_BY_NONZERO_WEIGHTS;
  }

  /**
   * Reduces losses.
   *
   * @param weights a scalar, or of the same rank as the losses with every axis 1 or equal
   */
  public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> losses, Operand<TFloat32> weights) {
    requireBroadcast(losses.shape(), weights.shape());
    Operand<TFloat32> weighted = tf.math.mul(losses, weights);
    return switch (this) {
      case NONE -> weighted;
      case SUM -> sum(tf, weighted);
      case MEAN -> tf.math.divNoNan(sum(tf, weighted), total(tf, losses, weights));
      case SUM_OVER_BATCH_SIZE ->
          tf.math.divNoNan(sum(tf, weighted), tf.dtypes.cast(tf.size(losses), TFloat32.class));
      case SUM_BY_NONZERO_WEIGHTS ->
          tf.math.divNoNan(sum(tf, weighted), total(tf, losses, present(tf, weights)));
    };
  }

  private static Operand<TFloat32> present(Ops tf, Operand<TFloat32> weights) {
    return tf.dtypes.cast(tf.math.notEqual(weights, tf.constant(0f)), TFloat32.class);
  }

  private static Operand<TFloat32> total(
      Ops tf, Operand<TFloat32> losses, Operand<TFloat32> weights) {
    return tf.stopGradient(sum(tf, tf.broadcastTo(weights, tf.shape(losses))));
  }

  private static Operand<TFloat32> sum(Ops tf, Operand<TFloat32> values) {
    int[] axes = new int[Math.max(0, values.shape().numDimensions())];
    Arrays.setAll(axes, axis -> axis);
    return tf.reduceSum(values, tf.constant(axes));
  }

  private static void requireBroadcast(Shape losses, Shape weights) {
    if (weights.numDimensions() == 0) {
      return;
    }
    boolean fits = weights.numDimensions() == losses.numDimensions();
    for (int axis = 0; fits && axis < weights.numDimensions(); axis++) {
      long size = weights.get(axis);
      fits = size == 1 || size == losses.get(axis) || size < 0 || losses.get(axis) < 0;
    }
    if (!fits) {
      throw NslException.usage(
          "weights of shape " + weights + " do not broadcast to losses of shape " + losses);
    }
  }
}
