package org.beamnsl.trainer.loss;

import java.util.Locale;
import java.util.Optional;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.model.Input;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * The losses of Keras under their Keras names. Probabilities that come straight from a softmax or
 * sigmoid are taken back to their logits, as Keras does, which is exact where a logarithm of a
 * rounded probability is not; other probabilities are clipped to [1e-7, 1 − 1e-7].
 *
 * @param fromLogits whether predictions are logits rather than probabilities
 */
public record StandardLoss(Kind kind, boolean fromLogits) implements Loss {

  /** Which formula. */
  public enum Kind {
    /** −log p[label], labels int [B]; −1 is an example without label. */
    SPARSE_CATEGORICAL_CROSSENTROPY,
    /** −Σ label · log p, labels [B, C]. */
    CATEGORICAL_CROSSENTROPY,
    /** −(y log p + (1 − y) log(1 − p)), mean over the last axis. */
    BINARY_CROSSENTROPY,
    /** Mean of (y − p)² over the last axis. */
    MEAN_SQUARED_ERROR,
    /** Mean of |y − p| over the last axis. */
    MEAN_ABSOLUTE_ERROR
  }

  private static final float EPSILON = 1e-7f;

  /** The loss of this Keras name; classification losses expect probabilities. */
  public static StandardLoss named(String name) {
    for (Kind kind : Kind.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(name)) {
        return new StandardLoss(kind, false);
      }
    }
    throw NslException.usage("unknown loss " + name);
  }

  /** Integer labels, probabilities. */
  public static StandardLoss sparseCategoricalCrossentropy() {
    return new StandardLoss(Kind.SPARSE_CATEGORICAL_CROSSENTROPY, false);
  }

  /** This loss for predictions that are logits. */
  public StandardLoss onLogits() {
    return new StandardLoss(kind, true);
  }

  @Override
  public String name() {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Input label(String name, int width) {
    return kind == Kind.SPARSE_CATEGORICAL_CROSSENTROPY
        ? Input.ints(name)
        : Input.floats(name, width);
  }

  @Override
  public Operand<TFloat32> values(Ops tf, Operand<?> labels, Operand<TFloat32> predictions) {
    return switch (kind) {
      case SPARSE_CATEGORICAL_CROSSENTROPY ->
          crossEntropy(tf, oneHot(tf, labels, predictions), predictions);
      case CATEGORICAL_CROSSENTROPY -> crossEntropy(tf, floats(labels), predictions);
      case BINARY_CROSSENTROPY -> lastMean(tf, binary(tf, floats(labels), predictions));
      case MEAN_SQUARED_ERROR ->
          lastMean(tf, tf.math.square(tf.math.sub(predictions, floats(labels))));
      case MEAN_ABSOLUTE_ERROR ->
          lastMean(tf, tf.math.abs(tf.math.sub(predictions, floats(labels))));
    };
  }

  @Override
  public Operand<TFloat32> correct(Ops tf, Operand<?> labels, Operand<TFloat32> predictions) {
    return switch (kind) {
      case SPARSE_CATEGORICAL_CROSSENTROPY ->
          tf.dtypes.cast(
              tf.math.equal(best(tf, scores(predictions)), ints(labels)), TFloat32.class);
      case CATEGORICAL_CROSSENTROPY ->
          tf.dtypes.cast(
              tf.math.equal(best(tf, scores(predictions)), best(tf, floats(labels))),
              TFloat32.class);
      case BINARY_CROSSENTROPY -> {
        var threshold = tf.constant(fromLogits ? 0f : 0.5f);
        var positive = tf.dtypes.cast(tf.math.greater(predictions, threshold), TFloat32.class);
        yield lastMean(tf, tf.dtypes.cast(tf.math.equal(positive, floats(labels)), TFloat32.class));
      }
      default -> throw NslException.usage("accuracy has no meaning for the loss " + name());
    };
  }

  private Operand<TFloat32> crossEntropy(
      Ops tf, Operand<TFloat32> targets, Operand<TFloat32> predictions) {
    return tf.nn.softmaxCrossEntropyWithLogits(logits(tf, predictions, "Softmax"), targets).loss();
  }

  private Operand<TFloat32> binary(
      Ops tf, Operand<TFloat32> targets, Operand<TFloat32> predictions) {
    Operand<TFloat32> x = logits(tf, predictions, "Sigmoid");
    var overflowSafe = tf.math.softplus(tf.math.neg(tf.math.abs(x)));
    return tf.math.add(tf.math.sub(tf.nn.relu(x), tf.math.mul(x, targets)), overflowSafe);
  }

  /** Logits behind the predictions; for a sigmoid's clipped probability log(p / (1 − p)). */
  private Operand<TFloat32> logits(Ops tf, Operand<TFloat32> predictions, String squashing) {
    if (fromLogits) {
      return predictions;
    }
    Optional<Operand<TFloat32>> before = before(squashing, predictions);
    if (before.isPresent()) {
      return before.get();
    }
    var clipped = tf.clipByValue(predictions, tf.constant(EPSILON), tf.constant(1 - EPSILON));
    Operand<TFloat32> log = tf.math.log(clipped);
    return squashing.equals("Softmax")
        ? log
        : tf.math.sub(log, tf.math.log(tf.math.sub(tf.constant(1f), clipped)));
  }

  /** Numbers in the order of the predictions: a step then need not compute a softmax. */
  private static Operand<TFloat32> scores(Operand<TFloat32> predictions) {
    return before("Softmax", predictions).orElse(predictions);
  }

  /** What a squashing function was applied to, when that is where the predictions come from. */
  @SuppressWarnings("unchecked")
  private static Optional<Operand<TFloat32>> before(
      String squashing, Operand<TFloat32> predictions) {
    return predictions.asOutput().op() instanceof GraphOperation op && op.type().equals(squashing)
        ? Optional.of((Operand<TFloat32>) op.input(0))
        : Optional.empty();
  }

  private static Operand<TFloat32> oneHot(
      Ops tf, Operand<?> labels, Operand<TFloat32> predictions) {
    int classes = Math.toIntExact(predictions.shape().get(1));
    return tf.oneHot(ints(labels), tf.constant(classes), tf.constant(1f), tf.constant(0f));
  }

  private static Operand<TInt32> best(Ops tf, Operand<TFloat32> scores) {
    return tf.math.argMax(scores, tf.constant(-1), TInt32.class);
  }

  private static Operand<TFloat32> lastMean(Ops tf, Operand<TFloat32> values) {
    return tf.math.mean(values, tf.constant(-1));
  }

  @SuppressWarnings("unchecked")
  private static Operand<TFloat32> floats(Operand<?> labels) {
    return (Operand<TFloat32>) labels;
  }

  @SuppressWarnings("unchecked")
  private static Operand<TInt32> ints(Operand<?> labels) {
    return (Operand<TInt32>) labels;
  }
}
