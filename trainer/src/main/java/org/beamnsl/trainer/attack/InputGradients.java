package org.beamnsl.trainer.attack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.types.TFloat32;

/** Derivatives of a loss by the features an example consists of. */
public final class InputGradients {

  private InputGradients() {}

  /** The float features, which alone can be moved. */
  @SuppressWarnings("unchecked")
  public static Map<String, Operand<TFloat32>> perturbable(Map<String, Operand<?>> features) {
    Map<String, Operand<TFloat32>> floats = new LinkedHashMap<>();
    features.forEach(
        (name, feature) -> {
          if (feature.type() == TFloat32.class) {
            floats.put(name, (Operand<TFloat32>) feature);
          }
        });
    return floats;
  }

  /**
   * ∂loss/∂feature for every float feature that the loss depends on; integer features and features
   * that do not reach the loss are left out.
   */
  public static Map<String, Operand<TFloat32>> of(
      Ops tf, Operand<TFloat32> loss, Map<String, Operand<?>> features) {
    Map<String, Operand<TFloat32>> floats = perturbable(features);
    Map<String, Operand<TFloat32>> gradients = new LinkedHashMap<>();
    if (floats.isEmpty()) {
      return gradients;
    }
    List<Operand<TFloat32>> points = new ArrayList<>(floats.values());
    Gradients derived = Gradients.create(tf.scope(), loss, points);
    int index = 0;
    for (String name : floats.keySet()) {
      connected(derived.dy(index++)).ifPresent(gradient -> gradients.put(name, gradient));
    }
    return gradients;
  }

  /** A derivative, unless it belongs to an operand that the loss does not depend on. */
  @SuppressWarnings("unchecked")
  public static Optional<Operand<TFloat32>> connected(Output<?> derivative) {
    var handle = ((GraphOperation) derivative.op()).getUnsafeNativeHandle();
    return handle == null || handle.isNull()
        ? Optional.empty()
        : Optional.of((Operand<TFloat32>) derivative);
  }
}
