package org.beamnsl.trainer.training;

import java.util.ArrayList;
import java.util.List;
import org.beamnsl.trainer.model.Weights;
import org.tensorflow.Operand;
import org.tensorflow.op.Op;
import org.tensorflow.types.TFloat32;

/** How gradients change weights. Immutable; everything it keeps lives in variables of the graph. */
public interface Optimizer {

  /** The learning rate before any schedule. */
  double learningRate();

  /** Builds the update of one weight. */
  Op update(Updates updates, Weights.Variable weight, Operand<TFloat32> gradient);

  /**
   * Builds what must follow after all weights were updated.
   *
   * @param applied the updates of all weights
   */
  default List<Op> finish(Updates updates, List<Op> applied) {
    return new ArrayList<>();
  }
}
