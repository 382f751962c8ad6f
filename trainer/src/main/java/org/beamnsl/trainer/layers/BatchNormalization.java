package org.beamnsl.trainer.layers;

import org.beamnsl.trainer.model.Initializers;
import org.beamnsl.trainer.model.Layer;
import org.beamnsl.trainer.model.Pass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * gamma · (x − mean) / √(variance + epsilon) + beta per channel (last axis). While training, mean
 * and variance are those of the pass and move the stored ones: moving ← momentum · moving + (1 −
 * momentum) · batch. Padding neighbours never reach a pass, so they are in no statistics.
 *
 * <p>As in Keras, the stored variance of images (rank 4) is the unbiased one.
 */
public record BatchNormalization(float momentum, float epsilon, String name) implements Layer {

  /** Momentum 0.99, epsilon 0.001. */
  public static BatchNormalization defaults() {
    return new BatchNormalization(0.99f, 0.001f, "");
  }

  @Override
  public String kind() {
    return "batch_normalization";
  }

  @Override
  public Operand<TFloat32> call(Pass pass, String layer, Operand<?> input) {
    Ops tf = pass.tf();
    Operand<TFloat32> values = pass.floats(input);
    int channels = Axes.size(layer, values, -1);
    Operand<TFloat32> gamma = pass.weight(layer + "/gamma", Initializers.constant(1), channels);
    Operand<TFloat32> beta = pass.weight(layer + "/beta", Initializers.constant(0), channels);
    String meanName = layer + "/moving_mean";
    String varianceName = layer + "/moving_variance";
    Operand<TFloat32> mean = pass.state(meanName, Initializers.constant(0), channels);
    Operand<TFloat32> variance = pass.state(varianceName, Initializers.constant(1), channels);
    if (pass.isTraining()) {
      Operand<TInt32> axes = allButLast(tf, values);
      mean = tf.math.mean(values, axes);
      variance = tf.math.mean(tf.math.square(tf.math.sub(values, mean)), axes);
      pass.moveTowards(meanName, tf.stopGradient(mean), momentum);
      pass.moveTowards(varianceName, tf.stopGradient(stored(tf, values, variance)), momentum);
    }
    Operand<TFloat32> scale =
        tf.math.mul(gamma, tf.math.rsqrt(tf.math.add(variance, tf.constant(epsilon))));
    return tf.math.add(tf.math.mul(tf.math.sub(values, mean), scale), beta);
  }

  private static Operand<TInt32> allButLast(Ops tf, Operand<TFloat32> values) {
    int[] axes = new int[values.shape().numDimensions() - 1];
    for (int i = 0; i < axes.length; i++) {
      axes[i] = i;
    }
    return tf.constant(axes);
  }

  private static Operand<TFloat32> stored(
      Ops tf, Operand<TFloat32> values, Operand<TFloat32> variance) {
    if (values.shape().numDimensions() != 4) {
      return variance;
    }
    Operand<TFloat32> first =
        tf.stridedSlice(
            values,
            org.tensorflow.ndarray.index.Indices.ellipsis(),
            org.tensorflow.ndarray.index.Indices.at(0));
    Operand<TFloat32> count =
        tf.reduceSum(tf.onesLike(first), allAxes(tf, first), ReduceSum.keepDims(false));
    return tf.math.mul(
        variance,
        tf.math.div(count, tf.math.maximum(tf.math.sub(count, tf.constant(1f)), tf.constant(1f))));
  }

  private static Operand<TInt32> allAxes(Ops tf, Operand<TFloat32> values) {
    int[] axes = new int[values.shape().numDimensions()];
    for (int i = 0; i < axes.length; i++) {
      axes[i] = i;
    }
    return tf.constant(axes);
  }
}
