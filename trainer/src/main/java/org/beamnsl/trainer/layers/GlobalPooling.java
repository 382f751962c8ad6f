package org.beamnsl.trainer.layers;

import java.util.Optional;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.model.Layer;
import org.beamnsl.trainer.model.Pass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Mean or maximum over all axes between batch and channels: [B, …, C] to [B, C]. */
public record GlobalPooling(Pooling2D.Kind reduction) implements Layer {

  /**
   * Mean over all positions; over those that hold something when the input is masked, 0 when none
   * does.
   */
  public static GlobalPooling average() {
    return new GlobalPooling(Pooling2D.Kind.AVERAGE);
  }

  /** Maximum over all positions. */
  public static GlobalPooling max() {
    return new GlobalPooling(Pooling2D.Kind.MAX);
  }

  @Override
  public String kind() {
    return reduction == Pooling2D.Kind.MAX ? "global_max_pooling" : "global_average_pooling";
  }

  @Override
  public Operand<TFloat32> call(Pass pass, String layer, Operand<?> input) {
    Ops tf = pass.tf();
    Operand<TFloat32> values = pass.floats(input);
    int inner = values.shape().numDimensions() - 2;
    if (inner < 1) {
      throw NslException.usage(
          "layer " + layer + " needs positions to pool, but its input is " + values.shape());
    }
    int[] positions = new int[inner];
    for (int i = 0; i < inner; i++) {
      positions[i] = i + 1;
    }
    Operand<TInt32> axes = tf.constant(positions);
    Optional<Operand<TInt32>> mask = pass.mask(input);
    if (reduction == Pooling2D.Kind.AVERAGE && mask.isPresent() && inner == 1) {
      return maskedMean(tf, values, mask.get());
    }
    return reduction == Pooling2D.Kind.MAX
        ? tf.reduceMax(values, axes)
        : tf.math.mean(values, axes);
  }

  private static Operand<TFloat32> maskedMean(
      Ops tf, Operand<TFloat32> values, Operand<TInt32> mask) {
    Operand<TFloat32> present = tf.stopGradient(tf.dtypes.cast(mask, TFloat32.class));
    Operand<TFloat32> kept = tf.math.mul(values, tf.expandDims(present, tf.constant(-1)));
    return tf.math.divNoNan(
        tf.reduceSum(kept, tf.constant(1)),
        tf.reduceSum(present, tf.constant(1), ReduceSum.keepDims(true)));
  }
}
