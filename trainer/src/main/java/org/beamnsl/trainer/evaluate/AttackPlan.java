package org.beamnsl.trainer.evaluate;

import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.attack.Norm;

/**
 * How examples are moved against a saved model.
 *
 * @param step length of one step in {@code norm}, above 0
 * @param epsilon radius of the ball around the example; absent for none
 * @param iterations gradient steps, at least 1
 * @param clipMin smallest legal feature value
 * @param clipMax largest legal feature value
 * @param targetClass the class to move towards; absent: away from the label
 */
public record AttackPlan(
    Norm norm,
    double step,
    OptionalDouble epsilon,
    int iterations,
    OptionalDouble clipMin,
    OptionalDouble clipMax,
    OptionalInt targetClass) {

  /** Checks the ranges. */
  public AttackPlan {
    if (!(step > 0) || iterations < 1 || !(epsilon.orElse(1) > 0)) {
      throw NslException.usage(
          String.format(
              "attack step %s and epsilon %s must be above 0, iterations %d at least 1",
              step, epsilon.isPresent() ? epsilon.getAsDouble() : "none", iterations));
    }
    if (clipMin.isPresent()
        && clipMax.isPresent()
        && clipMin.getAsDouble() > clipMax.getAsDouble()) {
      throw NslException.usage(
          "clipMin " + clipMin.getAsDouble() + " is above clipMax " + clipMax.getAsDouble());
    }
  }

  /** The fast gradient method: one step as long as the ball's radius. */
  public static AttackPlan fgsm(Norm norm, double epsilon) {
    return new AttackPlan(
        norm,
        epsilon,
        OptionalDouble.empty(),
        1,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalInt.empty());
  }

  /** Projected gradient: several steps within the ball. */
  public static AttackPlan pgd(Norm norm, double epsilon, double step, int iterations) {
    return new AttackPlan(
        norm,
        step,
        OptionalDouble.of(epsilon),
        iterations,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        OptionalInt.empty());
  }

  /** The same attack with legal feature values. */
  public AttackPlan clipped(OptionalDouble min, OptionalDouble max) {
    return new AttackPlan(norm, step, epsilon, iterations, min, max, targetClass);
  }

  /** The same attack towards a class. */
  public AttackPlan towards(OptionalInt target) {
    return new AttackPlan(norm, step, epsilon, iterations, clipMin, clipMax, target);
  }
}
