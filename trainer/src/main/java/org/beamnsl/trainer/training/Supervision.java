package org.beamnsl.trainer.training;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.loss.Metric;
import org.beamnsl.trainer.model.Input;
import org.beamnsl.trainer.regularize.Forward;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Losses and metrics of all targets against the labels of the batch. */
final class Supervision {

  /** One target with the operands its labels and example weights are fed to. */
  record Fed(
      Target target, Input label, Operand<?> labels, Operand<TFloat32> weights, int classes) {}

  private final Ops tf;
  private final Feeds feeds;
  private final List<Fed> fed = new ArrayList<>();
  private final Map<Forward, Map<Integer, Operand<TFloat32>>> losses = new IdentityHashMap<>();

  /**
   * Makes the label inputs.
   *
   * @param outputs of any pass, for the widths
   */
  Supervision(Ops tf, Feeds feeds, List<Target> targets, Map<String, Operand<TFloat32>> outputs) {
    this.tf = tf;
    this.feeds = feeds;
    for (Target target : targets) {
      int width = width(output(target, outputs), target);
      Input label = target.loss().label(target.label(), width);
      fed.add(
          new Fed(
              target,
              label,
              label.placeholder(tf),
              tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1))),
              width));
    }
  }

  List<Fed> fed() {
    return fed;
  }

  /** Loss of one target: Σ weight · loss / labelled examples. Asking twice gives the same ops. */
  Operand<TFloat32> loss(int index, Forward forward) {
    return losses
        .computeIfAbsent(forward, pass -> new HashMap<>())
        .computeIfAbsent(index, target -> make(target, forward));
  }

  private Operand<TFloat32> make(int index, Forward forward) {
    Fed one = fed.get(index);
    Operand<TFloat32> values =
        one.target().loss().values(tf, one.labels(), output(one.target(), forward.outputs()));
    return tf.math.div(dot(values, one.weights()), feeds.labelled(index));
  }

  /**
   * The sum of the products of two vectors. As a matrix product it is differentiated by one
   * operation, where a sum takes ten small ones, a twentieth of the step of a small model.
   */
  private Operand<TFloat32> dot(Operand<TFloat32> left, Operand<TFloat32> right) {
    Operand<TFloat32> row = tf.reshape(left, tf.array(1, -1));
    Operand<TFloat32> column = tf.reshape(right, tf.array(-1, 1));
    return tf.reshape(tf.linalg.matMul(row, column), tf.constant(new int[0]));
  }

  /** Weighted sum over all targets. */
  Operand<TFloat32> total(Forward forward) {
    Operand<TFloat32> sum = null;
    for (int i = 0; i < fed.size(); i++) {
      Operand<TFloat32> term = weighted(i, loss(i, forward));
      sum = sum == null ? term : tf.math.add(sum, term);
    }
    return sum == null ? tf.constant(0f) : sum;
  }

  Operand<TFloat32> weighted(int index, Operand<TFloat32> loss) {
    double weight = fed.get(index).target().weight();
    return weight == 1 ? loss : tf.math.mul(loss, tf.constant((float) weight));
  }

  /** A metric's mean over the labelled examples. */
  Operand<TFloat32> metric(int index, Metric metric, Forward forward) {
    Fed one = fed.get(index);
    Operand<TFloat32> values =
        metric.values(
            tf, one.target().loss(), one.labels(), output(one.target(), forward.outputs()));
    return tf.math.div(tf.reduceSum(values, tf.constant(0)), feeds.labelled(index));
  }

  private static Operand<TFloat32> output(Target target, Map<String, Operand<TFloat32>> outputs) {
    if (target.output().isEmpty()) {
      return outputs.values().iterator().next();
    }
    Operand<TFloat32> output = outputs.get(target.output());
    if (output == null) {
      throw NslException.usage(
          "no output " + target.output() + "; the model has " + outputs.keySet());
    }
    return output;
  }

  private static int width(Operand<TFloat32> output, Target target) {
    Shape shape = output.shape();
    if (shape.numDimensions() != 2 || shape.get(1) < 1) {
      throw NslException.usage(
          "the output for label "
              + target.label()
              + " must have shape [batch, width], not "
              + shape);
    }
    return Math.toIntExact(shape.get(1));
  }
}
