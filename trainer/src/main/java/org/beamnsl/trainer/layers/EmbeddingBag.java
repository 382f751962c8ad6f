package org.beamnsl.trainer.layers;

import org.beamnsl.trainer.model.Layer;
import org.beamnsl.trainer.model.Pass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * Embeds a bag of ids: ids [B, T], padded with 0, to one vector [B, dimension] per example. Id 0
 * counts as padding and takes no part; an empty bag gives zeros. Weight {@code embeddings} as in
 * {@link Embedding}.
 */
public record EmbeddingBag(int vocabulary, int dimension, Combiner combiner, String name)
    implements Layer {

  /** How the vectors of a bag of n ids become one. */
  public enum Combiner {
    /** Their sum. */
    SUM,
    /** Sum / n. */
    MEAN,
    /** Sum / √n. */
    SQRT_N
  }

  /** A bag under its automatic name. */
  public static EmbeddingBag of(int vocabulary, int dimension, Combiner combiner) {
    return new EmbeddingBag(vocabulary, dimension, combiner, "");
  }

  @Override
  public String kind() {
    return "embedding_bag";
  }

  @Override
  public Operand<TFloat32> call(Pass pass, String layer, Operand<?> input) {
    Ops tf = pass.tf();
    Operand<TInt32> ids = pass.ids(input);
    Operand<TFloat32> rows =
        tf.gather(Embedding.table(pass, layer, vocabulary, dimension), ids, tf.constant(0));
    Operand<TFloat32> present =
        tf.stopGradient(tf.dtypes.cast(tf.math.notEqual(ids, tf.constant(0)), TFloat32.class));
    Operand<TFloat32> sum =
        tf.reduceSum(tf.math.mul(rows, tf.expandDims(present, tf.constant(-1))), tf.constant(1));
    Operand<TFloat32> count = tf.reduceSum(present, tf.constant(1), ReduceSum.keepDims(true));
    return switch (combiner) {
      case SUM -> sum;
      case MEAN -> tf.math.divNoNan(sum, count);
      case SQRT_N -> tf.math.divNoNan(sum, tf.stopGradient(tf.math.sqrt(count)));
    };
  }
}
