package org.beamnsl.trainer.regularize;

import java.util.OptionalInt;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.loss.Reduction;

/**
 * How outputs of samples and neighbours are compared.
 *
 * @param sumOverAxis the axis along which a distance is summed; absent for elementwise distances.
 *     Averaging reductions of L1 and L2 then give the mean of the sums
 * @param transform applied to both sides first
 */
public record DistanceConfig(
    DistanceType type, Reduction reduction, OptionalInt sumOverAxis, Transform transform) {

  /** What happens to outputs before they are compared. */
  public enum Transform {
    NONE,
    /** Softmax along the summed axis, or the last one. */
    SOFTMAX
  }

  public DistanceConfig {
    if (type.needsAxis() && sumOverAxis.isEmpty()) {
      throw NslException.usage(
          "the distance " + type.key() + " needs an axis to sum over, for example -1");
    }
  }

  /** Squared differences averaged over all elements, weights of zero not counted. */
  public static DistanceConfig defaults() {
    return new DistanceConfig(
        DistanceType.L2, Reduction.SUM_BY_NONZERO_WEIGHTS, OptionalInt.empty(), Transform.NONE);
  }

  /** A distance summed over the last axis and averaged over the existing neighbours. */
  public static DistanceConfig of(DistanceType type) {
    return new DistanceConfig(
        type, Reduction.SUM_BY_NONZERO_WEIGHTS, OptionalInt.of(-1), Transform.NONE);
  }

  public DistanceConfig withReduction(Reduction other) {
    return new DistanceConfig(type, other, sumOverAxis, transform);
  }

  public DistanceConfig withTransform(Transform other) {
    return new DistanceConfig(type, reduction, sumOverAxis, other);
  }
}
