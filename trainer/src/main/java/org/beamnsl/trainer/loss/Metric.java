package org.beamnsl.trainer.loss;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Something reported per epoch: a mean over the labelled examples. */
public interface Metric {

  /** Share of right predictions; what counts as right follows from the loss. */
  Metric ACCURACY =
      of("accuracy", (tf, loss, labels, predictions) -> loss.correct(tf, labels, predictions));

  /** Name in histories. */
  String name();

  /** Value per example, [B]. */
  Operand<TFloat32> values(Ops tf, Loss trained, Operand<?> labels, Operand<TFloat32> predictions);

  /** How a metric is computed. */
  @FunctionalInterface
  interface Formula {
    /** Value per example, [B]. */
    Operand<TFloat32> values(
        Ops tf, Loss trained, Operand<?> labels, Operand<TFloat32> predictions);
  }

  /** A metric of one's own. */
  static Metric of(String name, Formula formula) {
    return new Metric() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Operand<TFloat32> values(
          Ops tf, Loss trained, Operand<?> labels, Operand<TFloat32> predictions) {
        return formula.values(tf, trained, labels, predictions);
      }
    };
  }

  /** A loss as a metric; it must read the same kind of label as the trained loss. */
  static Metric of(Loss loss) {
    return of(
        loss.name(), (tf, trained, labels, predictions) -> loss.values(tf, labels, predictions));
  }
}
