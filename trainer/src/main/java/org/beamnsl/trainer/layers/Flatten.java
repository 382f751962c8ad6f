package org.beamnsl.trainer.layers;

import org.beamnsl.trainer.model.Layer;
import org.beamnsl.trainer.model.Pass;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** [B, …] to [B, product of the other axes]. */
public record Flatten() implements Layer {

  @Override
  public String kind() {
    return "flatten";
  }

  @Override
  public boolean isPerExample() {
    return true;
  }

  @Override
  public Operand<TFloat32> call(Pass pass, String layer, Operand<?> input) {
    Operand<TFloat32> values = pass.floats(input);
    int size = 1;
    for (int axis = 1; axis < values.shape().numDimensions(); axis++) {
      size *= Axes.size(layer, values, axis);
    }
    return pass.tf().reshape(values, pass.tf().array(-1, size));
  }
}
