package org.beamnsl.trainer.training;

import java.util.ArrayList;
import java.util.List;
import org.beamnsl.core.failure.NslException;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Limits gradients before the optimizer sees them.
 *
 * @param limit above 0; unused for NONE
 */
public record GradientClip(Kind kind, double limit) {

  /** What is limited. */
  public enum Kind {
    NONE,
    /** Every component, to ±limit. */
    VALUE,
    /** The norm over all weights together; all are scaled by one factor. */
    GLOBAL_NORM
  }

  public GradientClip {
    if (kind != Kind.NONE && !(limit > 0)) {
      throw NslException.usage("gradient clip must be above 0, not " + limit);
    }
  }

  /** Leaves gradients alone. */
  public static GradientClip none() {
    return new GradientClip(Kind.NONE, 0);
  }

  List<Operand<TFloat32>> apply(Ops tf, List<Operand<TFloat32>> gradients) {
    if (kind == Kind.NONE || gradients.isEmpty()) {
      return gradients;
    }
    List<Operand<TFloat32>> clipped = new ArrayList<>();
    Operand<TFloat32> bound = tf.constant((float) limit);
    if (kind == Kind.VALUE) {
      gradients.forEach(g -> clipped.add(tf.clipByValue(g, tf.math.neg(bound), bound)));
      return clipped;
    }
    List<Operand<TFloat32>> halfSquares = new ArrayList<>();
    gradients.forEach(g -> halfSquares.add(tf.nn.l2Loss(g)));
    Operand<TFloat32> norm = tf.math.sqrt(tf.math.mul(tf.math.addN(halfSquares), tf.constant(2f)));
    Operand<TFloat32> factor = tf.math.div(bound, tf.math.maximum(norm, bound));
    gradients.forEach(g -> clipped.add(tf.math.mul(g, factor)));
    return clipped;
  }
}
