package org.beamnsl.trainer.layers;

import org.beamnsl.trainer.model.Layer;
import org.beamnsl.trainer.model.Pass;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** x · scale + offset, for example 1/255 and 0 for bytes of an image. */
public record Rescale(float scale, float offset) implements Layer {

  @Override
  public String kind() {
    return "rescaling";
  }

  @Override
  public boolean isPerExample() {
    return true;
  }

  @Override
  public Operand<TFloat32> call(Pass pass, String layer, Operand<?> input) {
    var tf = pass.tf();
    return tf.math.add(tf.math.mul(pass.floats(input), tf.constant(scale)), tf.constant(offset));
  }
}
