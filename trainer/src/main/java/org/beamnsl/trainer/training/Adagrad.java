package org.beamnsl.trainer.training;

import org.beamnsl.trainer.model.Weights;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.ApplyAdagradV2;
import org.tensorflow.types.TFloat32;

/** Adagrad: s ← s + g², w ← w − α g / (√s + ε). */
public record Adagrad(double learningRate, double initialSum, double epsilon) implements Optimizer {

  public Adagrad {
    Rates.requirePositive("Adagrad", learningRate);
  }

  /** Sum of squares starting at 0.1, ε 1e-7. */
  public static Adagrad of(double learningRate) {
    return new Adagrad(learningRate, 0.1, 1e-7);
  }

  @Override
  public Op update(Updates updates, Weights.Variable weight, Operand<TFloat32> gradient) {
    Ops tf = updates.tf();
    return tf.train.applyAdagradV2(
        weight.ref(),
        updates.slot(weight, "accumulator", (float) initialSum),
        updates.learningRate(),
        tf.constant((float) epsilon),
        gradient,
        ApplyAdagradV2.useLocking(true));
  }
}
