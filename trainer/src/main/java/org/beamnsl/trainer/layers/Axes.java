package org.beamnsl.trainer.layers;

import org.beamnsl.core.failure.NslException;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** Sizes that a layer must know before anything runs. */
final class Axes {

  private Axes() {}

  /** Size of an axis; negative axes count from the end. */
  static int size(String layer, Operand<?> input, int axis) {
    Shape shape = input.shape();
    int rank = shape.numDimensions();
    int position = axis < 0 ? rank + axis : axis;
    if (rank < 0 || position < 0 || position >= rank || shape.get(position) < 0) {
      throw NslException.usage(
          "layer " + layer + " needs a known size of axis " + axis + ", but its input is " + shape);
    }
    return Math.toIntExact(shape.get(position));
  }

  /** Refuses an input of another rank (batch axis included). */
  static void requireRank(String layer, Operand<TFloat32> input, int rank) {
    if (input.shape().numDimensions() != rank) {
      throw NslException.usage(
          "layer " + layer + " needs an input of rank " + rank + ", not " + input.shape());
    }
  }
}
