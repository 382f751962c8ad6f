package org.beamnsl.trainer.attack;

import java.util.Map;
import java.util.OptionalDouble;
import org.beamnsl.core.failure.NslException;
import org.tensorflow.Operand;

/**
 * How an example is moved to raise its loss.
 *
 * @param stepSize length of one step, above 0
 * @param norm of the step and of the ball
 * @param iterations gradient steps; 1 is the fast gradient method, 0 only with a random start
 * @param epsilon radius of the ball around the example that the perturbation must not leave, also
 *     for one iteration; absent for none
 * @param randomStart whether to start at a random point of the ball (of radius epsilon, or
 *     stepSize)
 * @param mask factors in [0, 1] on the gradient, before the direction is taken
 * @param clipMin smallest legal feature values
 * @param clipMax largest legal feature values, applied after clipMin
 */
public record AttackConfig(
    float stepSize,
    Norm norm,
    int iterations,
    OptionalDouble epsilon,
    boolean randomStart,
    FeatureValues mask,
    FeatureValues clipMin,
    FeatureValues clipMax)
    implements Attack {

  public AttackConfig {
    if (!(stepSize > 0)) {
      throw NslException.usage("adversarial step size must be above 0, not " + stepSize);
    }
    if (iterations < (randomStart ? 0 : 1)) {
      throw NslException.usage("attack iterations must be at least 1, not " + iterations);
    }
    if (epsilon.isPresent() && !(epsilon.getAsDouble() > 0)) {
      throw NslException.usage("attack epsilon must be above 0, not " + epsilon.getAsDouble());
    }
    mask.requireWithin("feature mask", 0, 1);
  }

  /** One L2 step of 0.001, no ball, no mask, no clips. */
  public static AttackConfig defaults() {
    return new AttackConfig(
        0.001f,
        Norm.L2,
        1,
        OptionalDouble.empty(),
        false,
        FeatureValues.none(),
        FeatureValues.none(),
        FeatureValues.none());
  }

  @Override
  public boolean isPerExample() {
    return true;
  }

  @Override
  public Map<String, Operand<?>> move(Start at) {
    return new AdversarialNeighbor(at.tf(), this)
        .allSteps(at.features(), at.gradients(), at.lossAt(), at.random());
  }

  public AttackConfig withStepSize(double size) {
    return new AttackConfig(
        (float) size, norm, iterations, epsilon, randomStart, mask, clipMin, clipMax);
  }

  public AttackConfig withNorm(Norm other) {
    return new AttackConfig(
        stepSize, other, iterations, epsilon, randomStart, mask, clipMin, clipMax);
  }

  public AttackConfig withIterations(int steps) {
    return new AttackConfig(stepSize, norm, steps, epsilon, randomStart, mask, clipMin, clipMax);
  }

  public AttackConfig withEpsilon(double radius) {
    return new AttackConfig(
        stepSize, norm, iterations, OptionalDouble.of(radius), randomStart, mask, clipMin, clipMax);
  }

  /** Without a ball around the example. */
  public AttackConfig withoutEpsilon() {
    return new AttackConfig(
        stepSize, norm, iterations, OptionalDouble.empty(), randomStart, mask, clipMin, clipMax);
  }

  public AttackConfig withRandomStart(boolean start) {
    return new AttackConfig(stepSize, norm, iterations, epsilon, start, mask, clipMin, clipMax);
  }

  public AttackConfig withMask(FeatureValues factors) {
    return new AttackConfig(
        stepSize, norm, iterations, epsilon, randomStart, factors, clipMin, clipMax);
  }

  /** Legal values of the features. */
  public AttackConfig withClip(FeatureValues min, FeatureValues max) {
    return new AttackConfig(stepSize, norm, iterations, epsilon, randomStart, mask, min, max);
  }

  /** The same legal range for every feature. */
  public AttackConfig withClip(double min, double max) {
    return withClip(FeatureValues.all((float) min), FeatureValues.all((float) max));
  }
}
