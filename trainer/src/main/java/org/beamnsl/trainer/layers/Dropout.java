package org.beamnsl.trainer.layers;

import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.model.Layer;
import org.beamnsl.trainer.model.Pass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * While training, sets each value to 0 with probability {@code rate} and scales the others by 1 /
 * (1 − rate); otherwise does nothing. Every pass draws a mask of its own.
 */
public record Dropout(float rate) implements Layer {

  public Dropout {
    if (!(rate >= 0 && rate < 1)) {
      throw NslException.usage("dropout must be at least 0 and below 1, not " + rate);
    }
  }

  /** Dropout of this rate. */
  public static Dropout of(double rate) {
    return new Dropout((float) rate);
  }

  @Override
  public String kind() {
    return "dropout";
  }

  @Override
  public boolean keepsPositions() {
    return true;
  }

  @Override
  public boolean isPerExample() {
    return true;
  }

  @Override
  public Operand<TFloat32> call(Pass pass, String layer, Operand<?> input) {
    Operand<TFloat32> values = pass.floats(input);
    if (!pass.isTraining() || rate == 0) {
      return values;
    }
    Ops tf = pass.tf();
    Operand<TFloat32> draws = pass.random().uniform(tf, tf.shape(values));
    Operand<TFloat32> keep =
        tf.dtypes.cast(tf.math.greaterEqual(draws, tf.constant(rate)), TFloat32.class);
    return tf.math.mul(values, tf.stopGradient(tf.math.mul(keep, tf.constant(1 / (1 - rate)))));
  }
}
