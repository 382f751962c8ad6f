package org.beamnsl.trainer.regularize;

import java.util.List;
import org.beamnsl.trainer.model.Input;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A term added to the training loss: multiplier · loss. Implementations are immutable and may be
 * used for several models.
 */
public interface Regularizer {

  /** Name of the loss; histories report {@code scaled_} + this. */
  String name();

  /** The weight of the term. */
  Multiplier multiplier();

  /** Neighbours per example that it reads; 0 for none. */
  default int neighbors() {
    return 0;
  }

  /**
   * The features of a neighbour that it reads.
   *
   * @param own the model's inputs, which a neighbour has, too
   */
  default List<Input> neighborInputs(List<Input> own) {
    return neighbors() == 0 ? List.of() : own;
  }

  /** Whether {@code evaluate} computes it too. */
  default boolean isEvaluated() {
    return false;
  }

  /**
   * Whether it asks the step for {@link Step#inputGradients} or else differentiates by features.
   * One that does not lets training pass over the zeros of sparse features.
   */
  default boolean differentiatesByInputs() {
    return true;
  }

  /**
   * Whether the term is a sum over examples, divided by how many the supervised loss is divided by,
   * in which each stands alone. Terms of some examples at a time then add up to that of all.
   */
  default boolean isPerExample() {
    return false;
  }

  /** Builds the term, a scalar, without its multiplier. */
  Operand<TFloat32> loss(Step step);
}
