package org.beamnsl.trainer.attack;

import java.util.Map;
import org.beamnsl.trainer.model.RandomStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Where the neighbours of adversarial training lie: how examples are moved so that a model is
 * likely to be wrong about them. The extension point for attacks of one's own; {@link AttackConfig}
 * is the one of gradient steps. Implementations are immutable, equal when they do the same, and may
 * be used for several models.
 */
public interface Attack {

  /**
   * Builds the moved features.
   *
   * @return every feature of {@code at} by name, of the same type and shape; a feature that stays
   *     is the very operand of {@code at}. The way from an original to its copy is a constant to
   *     differentiation (see {@link Ops#stopGradient}), so that gradients reach weights only
   *     through the pass over the copies
   */
  Map<String, Operand<?>> move(Start at);

  /** Whether how an example is moved depends on this example alone. */
  default boolean isPerExample() {
    return false;
  }

  /**
   * What an attack starts from.
   *
   * @param tf the graph under construction
   * @param features the examples, batch first, by name
   * @param gradients ∂ loss / ∂ feature of the examples, for the float features that reach the
   *     loss; they come with the gradients of the weights, so using them is nearly free
   * @param lossAt the loss at other points, a further forward pass each time
   * @param random numbers that a resumed training repeats
   */
  record Start(
      Ops tf,
      Map<String, Operand<?>> features,
      Map<String, Operand<TFloat32>> gradients,
      AdversarialNeighbor.LossAt lossAt,
      RandomStream random) {}
}
