package org.beamnsl.trainer.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.beamnsl.trainer.loss.Metric;
import org.beamnsl.trainer.regularize.Regularizer;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The numbers a step reports, in one vector so that a step has one fetch.
 *
 * @param counted per number, the target whose labelled examples it is a mean of, or −1 for all
 *     examples
 * @param extra sum of the scaled neighbour losses
 */
record Report(
    List<String> names,
    List<Integer> counted,
    Operand<TFloat32> values,
    Optional<Operand<TFloat32>> extra) {

  private static final int ALL = -1;

  static Report of(Ops tf, StepGraph step, Feeds feeds, List<Term> terms) {
    List<String> names = new ArrayList<>(List.of("loss"));
    List<Integer> counted = new ArrayList<>(List.of(ALL));
    List<Operand<TFloat32>> values = new ArrayList<>();
    List<Operand<TFloat32>> scaled = new ArrayList<>();
    for (Term term : terms) {
      scaled.add(tf.math.mul(term.loss(), feeds.multiplier(term.index())));
    }
    Optional<Operand<TFloat32>> extra = scaled.stream().reduce(tf.math::add);
    values.add(
        extra
            .<Operand<TFloat32>>map(e -> tf.math.add(step.supervised(), e))
            .orElse(step.supervised()));
    List<Supervision.Fed> fed = step.supervision().fed();
    for (int i = 0; i < fed.size(); i++) {
      Target target = fed.get(i).target();
      String suffix = fed.size() == 1 ? "" : "_" + target.label();
      if (fed.size() > 1 || !terms.isEmpty()) {
        names.add(target.loss().name() + suffix);
        counted.add(i);
        values.add(step.supervision().loss(i, step.clean()));
      }
      for (Metric metric : target.metrics()) {
        names.add(unique(names, metric.name() + suffix));
        counted.add(i);
        values.add(step.supervision().metric(i, metric, step.clean()));
      }
    }
    for (int i = 0; i < terms.size(); i++) {
      names.add(unique(names, "scaled_" + terms.get(i).regularizer().name()));
      counted.add(ALL);
      values.add(scaled.get(i));
    }
    return new Report(names, counted, tf.stack(values), extra);
  }

  /** A neighbour loss in the graph; {@code index} is its place among the model's regularizers. */
  record Term(int index, Regularizer regularizer, Operand<TFloat32> loss) {}

  private static String unique(List<String> names, String name) {
    String candidate = name;
    for (int i = 2; names.contains(candidate); i++) {
      candidate = name + "_" + i;
    }
    return candidate;
  }
}
