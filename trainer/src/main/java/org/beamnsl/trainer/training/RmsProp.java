package org.beamnsl.trainer.training;

import org.beamnsl.trainer.model.Weights;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.ApplyRmsProp;
import org.tensorflow.types.TFloat32;

/**
 * RMSProp: s ← ρ s + (1 − ρ) g², a ← μ a + α g / √(s + ε), w ← w − a.
 *
 * @param initialSquare s before the first step: 0 as in Keras, 1 as in TensorFlow 1
 */
public record RmsProp(
    double learningRate, double rho, double momentum, double epsilon, double initialSquare)
    implements Optimizer {

  public RmsProp {
    Rates.requirePositive("RMSProp", learningRate);
  }

  /** ρ 0.9, no momentum, ε 1e-7. */
  public static RmsProp of(double learningRate) {
    return new RmsProp(learningRate, 0.9, 0, 1e-7, 0);
  }

  @Override
  public Op update(Updates updates, Weights.Variable weight, Operand<TFloat32> gradient) {
    Ops tf = updates.tf();
    return tf.train.applyRmsProp(
        weight.ref(),
        updates.slot(weight, "rms", (float) initialSquare),
        updates.slot(weight, "momentum", 0),
        updates.learningRate(),
        tf.constant((float) rho),
        tf.constant((float) momentum),
        tf.constant((float) epsilon),
        gradient,
        ApplyRmsProp.useLocking(true));
  }
}
