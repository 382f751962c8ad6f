package org.beamnsl.trainer.loss;

import org.beamnsl.trainer.model.Input;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** How wrong predictions are, example by example. */
public interface Loss {

  /** Name in histories, for example {@code sparse_categorical_crossentropy}. */
  String name();

  /**
   * What is fed as label.
   *
   * @param width values per example of the predictions
   */
  Input label(String name, int width);

  /**
   * Loss per example, [B].
   *
   * @param labels as described by {@link #label}
   * @param predictions [B, width]
   */
  Operand<TFloat32> values(Ops tf, Operand<?> labels, Operand<TFloat32> predictions);

  /** 1 where a prediction counts as right and 0 elsewhere, [B]. */
  Operand<TFloat32> correct(Ops tf, Operand<?> labels, Operand<TFloat32> predictions);
}
