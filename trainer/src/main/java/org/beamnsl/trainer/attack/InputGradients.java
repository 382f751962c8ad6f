package org.beamnsl.trainer.attack;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.model.Derivatives;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
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
    return Derivatives.of(tf, loss, perturbable(features));
  }

  /** Like {@link #of}, but refuses features that cannot be moved instead of leaving them out. */
  public static Map<String, Operand<TFloat32>> ofAll(
      Ops tf, Operand<TFloat32> loss, Map<String, Operand<?>> features) {
    Map<String, Operand<TFloat32>> gradients = of(tf, loss, features);
    Set<String> fixed = new TreeSet<>(features.keySet());
    fixed.removeAll(gradients.keySet());
    if (!fixed.isEmpty()) {
      throw NslException.usage(
          "features " + fixed + " cannot be moved: they are no floats or do not reach the loss");
    }
    return gradients;
  }
}
