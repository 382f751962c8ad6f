package org.beamnsl.trainer.training;

import org.beamnsl.trainer.model.Weights;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.ApplyGradientDescent;
import org.tensorflow.op.train.ApplyMomentum;
import org.tensorflow.types.TFloat32;

/**
 * Gradient descent w ← w − α g, or with momentum a ← μ a + g, w ← w − α a (Nesterov: w ← w − α (g +
 * μ a)).
 */
public record Sgd(double learningRate, double momentum, boolean nesterov) implements Optimizer {

  public Sgd {
    Rates.requirePositive("SGD", learningRate);
  }

  /** Without momentum. */
  public static Sgd of(double learningRate) {
    return new Sgd(learningRate, 0, false);
  }

  @Override
  public Op update(Updates updates, Weights.Variable weight, Operand<TFloat32> gradient) {
    Ops tf = updates.tf();
    if (momentum == 0) {
      return tf.train.applyGradientDescent(
          weight.ref(), updates.learningRate(), gradient, ApplyGradientDescent.useLocking(true));
    }
    return tf.train.applyMomentum(
        weight.ref(),
        updates.slot(weight, "momentum", 0),
        updates.learningRate(),
        gradient,
        tf.constant((float) momentum),
        ApplyMomentum.useLocking(true),
        ApplyMomentum.useNesterov(nesterov));
  }
}
