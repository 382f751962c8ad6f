package org.beamnsl.trainer.regularize;

import java.util.Map;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.attack.Attack;
import org.beamnsl.trainer.attack.AttackConfig;
import org.beamnsl.trainer.attack.Norm;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/**
 * Keeps predictions right under small changes of the input: adds the supervised loss of examples
 * that were moved so as to raise it. {@code evaluate} attacks as well and reports the term.
 *
 * @param attack how they are moved
 */
public record AdversarialRegularization(Multiplier multiplier, Attack attack)
    implements Regularizer {

  /** Multiplier 0.2, one L2 step of 0.001. */
  public static AdversarialRegularization defaults() {
    return new AdversarialRegularization(Multiplier.constant(0.2), AttackConfig.defaults());
  }

  public AdversarialRegularization withMultiplier(double value) {
    return withMultiplier(Multiplier.constant(value));
  }

  public AdversarialRegularization withMultiplier(Multiplier schedule) {
    return new AdversarialRegularization(schedule, attack);
  }

  public AdversarialRegularization withAttack(Attack other) {
    return new AdversarialRegularization(multiplier, other);
  }

  /** The length of a step, in the attack's norm. */
  public AdversarialRegularization withStepSize(double size) {
    return withAttack(steps().withStepSize(size));
  }

  /** The norm of the step. */
  public AdversarialRegularization withNorm(Norm norm) {
    return withAttack(steps().withNorm(norm));
  }

  private AttackConfig steps() {
    if (attack instanceof AttackConfig config) {
      return config;
    }
    throw NslException.usage(attack + " is an attack of its own kind: it has no step to set");
  }

  @Override
  public String name() {
    return "adversarial_loss";
  }

  @Override
  public boolean isEvaluated() {
    return true;
  }

  @Override
  public boolean isPerExample() {
    return attack.isPerExample();
  }

  @Override
  public Operand<TFloat32> loss(Step step) {
    Map<String, Operand<?>> moved =
        attack.move(
            new Attack.Start(
                step.tf(),
                step.features(),
                step.inputGradients(),
                features -> step.supervisedLoss(step.forward(features)),
                step.random()));
    return step.supervisedLoss(step.forward(moved));
  }
}
