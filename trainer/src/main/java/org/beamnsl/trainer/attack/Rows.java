package org.beamnsl.trainer.attack;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The perturbable features of a batch as one long vector per example: sums and maxima run over all
 * axes but the first and over all features, and one factor per example scales all features.
 */
record Rows(Ops tf, Map<String, Operand<TFloat32>> features) {

  /** Σ over everything of {@code f(value)}, [B]. */
  Operand<TFloat32> sum(UnaryOperator<Operand<TFloat32>> f) {
    Operand<TFloat32> total = tf.constant(0f);
    for (Operand<TFloat32> feature : features.values()) {
      total = tf.math.add(total, tf.reduceSum(f.apply(feature), inner(feature)));
    }
    return total;
  }

  /** Largest absolute value, [B]. */
  Operand<TFloat32> maxAbs() {
    Operand<TFloat32> largest = tf.constant(0f);
    for (Operand<TFloat32> feature : features.values()) {
      largest = tf.math.maximum(largest, tf.reduceMax(tf.math.abs(feature), inner(feature)));
    }
    return largest;
  }

  /** Every feature after {@code f}. */
  Map<String, Operand<TFloat32>> map(UnaryOperator<Operand<TFloat32>> f) {
    Map<String, Operand<TFloat32>> mapped = new LinkedHashMap<>();
    features.forEach((name, feature) -> mapped.put(name, f.apply(feature)));
    return mapped;
  }

  /** Every feature times the factor of its example, [B]. */
  Map<String, Operand<TFloat32>> scaledBy(Operand<TFloat32> factor) {
    return map(feature -> tf.math.mul(feature, spread(factor, feature)));
  }

  /** A value per example in a shape that broadcasts against {@code like}. */
  Operand<TFloat32> spread(Operand<TFloat32> perExample, Operand<TFloat32> like) {
    if (perExample.shape().numDimensions() == 0) {
      return perExample;
    }
    int[] shape = new int[like.shape().numDimensions()];
    Arrays.fill(shape, 1);
    shape[0] = -1;
    return tf.reshape(perExample, tf.constant(shape));
  }

  private Operand<org.tensorflow.types.TInt32> inner(Operand<TFloat32> feature) {
    int[] axes = new int[feature.shape().numDimensions() - 1];
    Arrays.setAll(axes, axis -> axis + 1);
    return tf.constant(axes);
  }
}
