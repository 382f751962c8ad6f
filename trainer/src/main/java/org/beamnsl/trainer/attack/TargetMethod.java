package org.beamnsl.trainer.attack;

import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.model.RandomStream;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.nn.TopK;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Which class an attack is about. */
public enum TargetMethod {
  /** The class with the second largest score. */
  SECOND,
  /** The class with the smallest score. */
  LEAST,
  /** Any class, drawn uniformly; it may be the true one. */
  RANDOM,
  /** The label. */
  GROUND_TRUTH;

  /**
   * Class per example, [B].
   *
   * @param logits [B, C]; SECOND needs C of at least 2
   */
  public Operand<TInt32> indices(
      Ops tf, Operand<TFloat32> logits, Operand<TInt32> labels, RandomStream random) {
    return switch (this) {
      case SECOND -> second(tf, logits);
      case LEAST -> tf.math.argMin(logits, tf.constant(-1), TInt32.class);
      case RANDOM -> {
        float classes = logits.shape().get(1);
        Operand<TFloat32> draws = random.uniform(tf, tf.shape(labels));
        yield tf.dtypes.cast(tf.math.floor(tf.math.mul(draws, tf.constant(classes))), TInt32.class);
      }
      case GROUND_TRUTH -> labels;
    };
  }

  private static Operand<TInt32> second(Ops tf, Operand<TFloat32> logits) {
    if (logits.shape().get(1) < 2) {
      throw NslException.usage("the second best class needs at least 2 classes");
    }
    Operand<TInt32> two = TopK.create(tf.scope(), logits, tf.constant(2), TInt32.class).indices();
    return tf.gather(two, tf.constant(1), tf.constant(1));
  }
}
