package org.beamnsl.trainer.layers;

import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.model.Initializers;
import org.beamnsl.trainer.model.Layer;
import org.beamnsl.trainer.model.Pass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Rows of a table by id, ids [B, T] to [B, T, dimension]. Weight {@code embeddings} [vocabulary,
 * dimension], uniform in ±0.05. An id outside the vocabulary stops the step with an error.
 *
 * @param masksZero whether id 0 is padding, which LSTM and average pooling then pass over, as after
 *     a Keras embedding with {@code mask_zero}
 */
public record Embedding(int vocabulary, int dimension, boolean masksZero, String name)
    implements Layer {

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
    return new Embedding(vocabulary, dimension, false, "");
  }

  /** The same embedding with id 0 as padding. */
  public Embedding maskingZero() {
    return new Embedding(vocabulary, dimension, true, name);
  }

  @Override
  public String kind() {
    return "embedding";
  }

  @Override
  public Operand<TFloat32> call(Pass pass, String layer, Operand<?> input) {
    Ops tf = pass.tf();
    Operand<TInt32> ids = pass.ids(input);
    Operand<TFloat32> rows =
        tf.gather(table(pass, layer, vocabulary, dimension), ids, tf.constant(0));
    return masksZero
        ? pass.masked(rows, tf.dtypes.cast(tf.math.notEqual(ids, tf.constant(0)), TInt32.class))
        : rows;
  }

  static Operand<TFloat32> table(Pass pass, String layer, int vocabulary, int dimension) {
    return pass.weight(layer + "/embeddings", Initializers.uniform(0.05), vocabulary, dimension);
  }
}
