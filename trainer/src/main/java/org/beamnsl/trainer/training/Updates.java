package org.beamnsl.trainer.training;

import org.beamnsl.trainer.model.Initializers;
import org.beamnsl.trainer.model.Weights;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * What an {@link Optimizer} builds its updates with.
 *
 * @param tf operations made with it run after every gradient of the step is there; an update that
 *     ran earlier could change a weight that another gradient still has to read
 * @param learningRate of this step, a scalar
 */
public record Updates(Ops tf, Weights weights, Operand<TFloat32> learningRate) {

  /** A variable beside a weight, of the same shape, kept in checkpoints. */
  public Operand<TFloat32> slot(Weights.Variable weight, String slot, float initial) {
    return weights
        .kept(weight.name() + "/" + slot, weight.shape(), Initializers.constant(initial))
        .ref();
  }

  /** A single number kept in checkpoints. */
  public Operand<TFloat32> number(String name, float initial) {
    return weights.kept(name, new int[0], Initializers.constant(initial)).ref();
  }
}
