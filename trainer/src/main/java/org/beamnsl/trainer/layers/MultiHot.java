package org.beamnsl.trainer.layers;

import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.model.Layer;
import org.beamnsl.trainer.model.Pass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * How often each id occurs in a bag: ids [B, T] to counts [B, size]. Ids of {@code size} and above
 * count nowhere, so they serve as padding.
 */
public record MultiHot(int size) implements Layer {

  public MultiHot {
    if (size < 1) {
      throw NslException.usage("a bag needs at least 1 id, not " + size);
    }
  }

  @Override
  public String kind() {
    return "multi_hot";
  }

  @Override
  public Operand<TFloat32> call(Pass pass, String layer, Operand<?> input) {
    Ops tf = pass.tf();
    Operand<TFloat32> unweighted = tf.constant(new float[0]);
    return tf.math.denseBincount(pass.ids(input), tf.constant(size), unweighted);
  }
}
