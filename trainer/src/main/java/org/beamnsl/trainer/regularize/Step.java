package org.beamnsl.trainer.regularize;

import java.util.Map;
import java.util.Optional;
import org.beamnsl.trainer.model.RandomStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** The graph of one step under construction, as a {@link Regularizer} sees it. */
public interface Step {

  /** The graph. */
  Ops tf();

  /** Random numbers that a resumed run repeats. */
  RandomStream random();

  /** The batch's features by name. */
  Map<String, Operand<?>> features();

  /** The pass over the batch itself. */
  Forward clean();

  /** Another pass over the same weights with the same training flag. */
  Forward forward(Map<String, Operand<?>> features);

  /** The supervised loss of other outputs against the batch's labels and weights, a scalar. */
  Operand<TFloat32> supervisedLoss(Forward forward);

  /**
   * ∂ supervised loss / ∂ feature of the clean pass, for the float features that reach it. Computed
   * once together with the gradients of the weights, so asking for it is nearly free.
   */
  Map<String, Operand<TFloat32>> inputGradients();

  /** The batch's neighbours; absent when none were configured. */
  Optional<Neighborhood> neighborhood();

  /**
   * Neighbours without padding. A batch without any neighbour has one row of weight 0, since not
   * every op accepts empty input.
   *
   * @param owners row of the batch that each neighbour belongs to, [P]
   * @param weights edge weights, [P, 1]
   * @param padded rows that padding to the configured number would make, a scalar
   */
  record Neighborhood(
      Map<String, Operand<?>> features,
      Operand<TInt32> owners,
      Operand<TFloat32> weights,
      Operand<TFloat32> padded) {}
}
