package org.beamnsl.trainer.regularize;

import java.util.LinkedHashMap;
import java.util.Map;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.attack.FeatureValues;
import org.beamnsl.trainer.attack.InputGradients;
import org.beamnsl.trainer.attack.Norm;
import org.beamnsl.trainer.attack.NormBall;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Keeps outputs steady in the direction in which they change most (virtual adversarial training,
 * Miyato et al.); needs no labels. From a random direction d, each approximation step takes the
 * gradient of the distance between e(x) and e(x + ξ·d) by ξ·d, masked and normalised; the term is
 * the distance between e(x), held constant, and e(x + stepSize·d).
 *
 * <p>ξ defaults to 0.01: the original's 1e-6 is lost in the rounding of 32-bit floats, so its
 * direction is noise. Directions are normalised per feature, not made steepest, which differs for
 * L1 and infinity.
 *
 * @param approximationSteps power iterations; 0 for a random direction
 * @param approximationDifference ξ
 * @param layer the output or layer to keep steady; empty for the main output
 */
public record VirtualAdversarialRegularization(
    Multiplier multiplier,
    float stepSize,
    Norm norm,
    FeatureValues mask,
    DistanceConfig distance,
    int approximationSteps,
    float approximationDifference,
    String layer)
    implements Regularizer {

  public VirtualAdversarialRegularization {
    if (!(stepSize > 0) || !(approximationDifference > 0) || approximationSteps < 0) {
      throw NslException.usage(
          String.format(
              "virtual adversarial step size %s and difference %s must be above 0, approximation"
                  + " steps %d at least 0",
              stepSize, approximationDifference, approximationSteps));
    }
  }

  /** L2 step of this size, one approximation step, KL divergence of the softmax of the output. */
  public static VirtualAdversarialRegularization of(double multiplier, double stepSize) {
    return new VirtualAdversarialRegularization(
        Multiplier.constant(multiplier),
        (float) stepSize,
        Norm.L2,
        FeatureValues.none(),
        DistanceConfig.of(DistanceType.KL_DIVERGENCE)
            .withTransform(DistanceConfig.Transform.SOFTMAX),
        1,
        0.01f,
        "");
  }

  /** The weight of the term, step by step. */
  public VirtualAdversarialRegularization withMultiplier(Multiplier schedule) {
    return new VirtualAdversarialRegularization(
        schedule,
        stepSize,
        norm,
        mask,
        distance,
        approximationSteps,
        approximationDifference,
        layer);
  }

  /** The norm that directions are scaled to. */
  public VirtualAdversarialRegularization withNorm(Norm other) {
    return new VirtualAdversarialRegularization(
        multiplier,
        stepSize,
        other,
        mask,
        distance,
        approximationSteps,
        approximationDifference,
        layer);
  }

  public VirtualAdversarialRegularization withDistance(DistanceConfig config) {
    return new VirtualAdversarialRegularization(
        multiplier,
        stepSize,
        norm,
        mask,
        config,
        approximationSteps,
        approximationDifference,
        layer);
  }

  @Override
  public String name() {
    return "virtual_adversarial_loss";
  }

  @Override
  public Operand<TFloat32> loss(Step step) {
    Map<String, Operand<TFloat32>> seeds = new LinkedHashMap<>();
    InputGradients.perturbable(step.features())
        .forEach(
            (name, feature) ->
                seeds.put(
                    name,
                    step.tf()
                        .reshape(
                            step.random().normal(step.tf(), step.tf().shape(feature)),
                            step.tf().shape(feature))));
    return loss(step.tf(), step.features(), seeds, step.clean(), step::forward);
  }

  /** How further passes are made. */
  @FunctionalInterface
  public interface ForwardAt {
    /** Runs the model on other features. */
    Forward at(Map<String, Operand<?>> features);
  }

  /**
   * The term for given first directions, for loops of one's own.
   *
   * @param seeds first direction per perturbed feature
   * @param clean the pass over the features themselves
   */
  public Operand<TFloat32> loss(
      Ops tf,
      Map<String, Operand<?>> features,
      Map<String, Operand<TFloat32>> seeds,
      Forward clean,
      ForwardAt forward) {
    PairwiseDistance metric = new PairwiseDistance(tf, distance);
    Operand<TFloat32> original = output(clean);
    Map<String, Operand<TFloat32>> direction = direction(tf, seeds);
    for (int i = 0; i < approximationSteps; i++) {
      Map<String, Operand<TFloat32>> nudge = scaled(tf, direction, approximationDifference);
      Operand<TFloat32> moved = output(forward.at(moved(tf, features, nudge)));
      Operand<TFloat32> change = metric.of(original, moved);
      direction = direction(tf, InputGradients.of(tf, change, new LinkedHashMap<>(nudge)));
    }
    Map<String, Operand<TFloat32>> finalMove = scaled(tf, direction, stepSize);
    return metric.of(tf.stopGradient(original), output(forward.at(moved(tf, features, finalMove))));
  }

  private Operand<TFloat32> output(Forward forward) {
    return layer.isEmpty() ? forward.main() : forward.named(layer);
  }

  /** Masked and normalised, feature by feature, and constant to differentiation. */
  private Map<String, Operand<TFloat32>> direction(
      Ops tf, Map<String, Operand<TFloat32>> gradients) {
    Map<String, Operand<TFloat32>> unit = new LinkedHashMap<>();
    gradients.forEach(
        (name, gradient) -> {
          Operand<TFloat32> masked = mask.times(tf, name, gradient);
          unit.put(
              name,
              tf.stopGradient(
                  new NormBall(tf, norm)
                      .normalize(Map.of(name, masked), NormBall.EPSILON)
                      .get(name)));
        });
    return unit;
  }

  private static Map<String, Operand<TFloat32>> scaled(
      Ops tf, Map<String, Operand<TFloat32>> values, float factor) {
    Map<String, Operand<TFloat32>> scaled = new LinkedHashMap<>();
    values.forEach((name, value) -> scaled.put(name, tf.math.mul(value, tf.constant(factor))));
    return scaled;
  }

  private static Map<String, Operand<?>> moved(
      Ops tf, Map<String, Operand<?>> features, Map<String, Operand<TFloat32>> moves) {
    Map<String, Operand<?>> moved = new LinkedHashMap<>(features);
    moves.forEach(
        (name, move) -> {
          @SuppressWarnings("unchecked")
          Operand<TFloat32> start = (Operand<TFloat32>) features.get(name);
          moved.put(name, tf.math.add(start, move));
        });
    return moved;
  }
}
