package org.beamnsl.trainer.layers;

import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.model.Initializers;
import org.beamnsl.trainer.model.Layer;
import org.beamnsl.trainer.model.Pass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Rows of a table by id, ids [B, T] to [B, T, dimension]. Weight {@code embeddings} [vocabulary,
 * dimension], uniform in ±0.05. An id outside the vocabulary stops the step with an error.
 */
public record Embedding(int vocabulary, int dimension, String name) implements Layer {

  public Embedding {
    if (vocabulary < 1 || dimension < 1) {
      throw NslException.usage(
          "an embedding needs a positive vocabulary and dimension, not "
              + vocabulary
              + " and "
              + dimension);
    }
  }

  /** An embedding under its automatic name. */
  public static Embedding of(int vocabulary, int dimension) {
    return new Embedding(vocabulary, dimension, "");
  }

  @Override
  public String kind() {
    return "embedding";
  }

  @Override
  public Operand<TFloat32> call(Pass pass, String layer, Operand<?> input) {
    Ops tf = pass.tf();
    return tf.gather(table(pass, layer, vocabulary, dimension), pass.ids(input), tf.constant(0));
  }

  static Operand<TFloat32> table(Pass pass, String layer, int vocabulary, int dimension) {
    return pass.weight(layer + "/embeddings", Initializers.uniform(0.05), vocabulary, dimension);
  }
}
