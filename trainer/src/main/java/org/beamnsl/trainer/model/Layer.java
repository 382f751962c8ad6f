package org.beamnsl.trainer.model;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** One step of a model. Layers are values: all their weights live in the {@link Pass}. */
public interface Layer {

  /** Lower-case kind, for example {@code dense}; the stem of automatic names. */
  String kind();

  /** A name of its own, or empty for {@code kind}, {@code kind_1}, {@code kind_2}… as in Keras. */
  default String name() {
    return "";
  }

  /**
   * Computes the layer.
   *
   * @param name the prefix of its weights, for example {@code dense_1}
   * @param input batch first; integers only where the layer reads ids
   */
  Operand<TFloat32> call(Pass pass, String name, Operand<?> input);

  /** Whether the output has a position for each one of the input, so that a mask holds for both. */
  default boolean keepsPositions() {
    return false;
  }

  /**
   * Whether what comes out for an example depends on this example alone. A step of such parts can
   * be taken with some of the examples at a time.
   */
  default boolean isPerExample() {
    return false;
  }
}
