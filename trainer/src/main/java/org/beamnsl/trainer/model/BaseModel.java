package org.beamnsl.trainer.model;

import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * A model: how outputs follow from features. The same model is called several times within one
 * graph (on the examples, on their neighbours, on attacked examples, for training and for
 * inference) and must take every weight from the {@link Pass}, which hands out the same variable
 * for the same name.
 */
public interface BaseModel {

  /** The features it reads, in a fixed order. */
  List<Input> inputs();

  /**
   * Builds one forward pass.
   *
   * @param features one operand per input, by name, with the batch as first axis
   * @return outputs by name; the first one is the main output
   */
  Map<String, Operand<TFloat32>> call(Pass pass, Map<String, Operand<?>> features);

  /**
   * Whether what comes out for an example depends on this example alone. A step of such parts can
   * be taken with some of the examples at a time.
   */
  default boolean isPerExample() {
    return false;
  }
}
