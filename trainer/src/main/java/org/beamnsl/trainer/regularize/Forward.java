package org.beamnsl.trainer.regularize;

import java.util.Map;
import org.beamnsl.trainer.model.Pass;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** What one forward pass computed: outputs by name and every named layer. */
public record Forward(Map<String, Operand<TFloat32>> outputs, Pass pass) {

  /** The first output. */
  public Operand<TFloat32> main() {
    return outputs.values().iterator().next();
  }

  /** An output or a layer by name; the error lists what there is. */
  public Operand<TFloat32> named(String name) {
    Operand<TFloat32> output = outputs.get(name);
    return output != null ? output : pass.layer(name);
  }
}
