package org.beamnsl.trainer.command;

import org.beamnsl.core.command.Flag;
import org.beamnsl.core.command.FlagBounds;
import org.beamnsl.trainer.attack.AttackConfig;
import org.beamnsl.trainer.attack.Norm;
import org.beamnsl.trainer.regularize.AdversarialRegularization;
import org.beamnsl.trainer.regularize.VirtualAdversarialRegularization;
import org.jspecify.annotations.Nullable;

/** How inputs are moved against the model while it trains. */
record AdversarialFlags(
    @Flag(value = "weight of the adversarial loss, at least 0", defaultValue = "0.2")
        double adversarialMultiplier,
    @Flag(value = "length of an adversarial step, above 0", defaultValue = "0.001")
        double adversarialStep,
    @Flag(value = "norm of the adversarial step", defaultValue = "l2") Norm adversarialNorm,
    @Flag(value = "adversarial gradient steps, at least 1", defaultValue = "1")
        int adversarialIterations,
    @Flag("radius of the ball that adversarial steps stay in; none by default")
        @Nullable Double adversarialEpsilon,
    @Flag(
            value = "whether adversarial steps start at a random point of the ball",
            defaultValue = "false")
        boolean adversarialRandomStart,
    ClipFlags clip) {
  AdversarialFlags {
    FlagBounds.atLeastZero("adversarialMultiplier", adversarialMultiplier);
    FlagBounds.positive("adversarialStep", adversarialStep);
  }

  /** The loss on inputs moved away from their labels. */
  AdversarialRegularization regularization(MultiplierFlags multipliers, OwnFlags own) {
    return AdversarialRegularization.defaults()
        .withMultiplier(multipliers.over(adversarialMultiplier))
        .withAttack(own.attack(attack()));
  }

  /** The loss on inputs moved to where the prediction changes most; needs no label. */
  VirtualAdversarialRegularization virtualRegularization(MultiplierFlags multipliers) {
    return VirtualAdversarialRegularization.of(adversarialMultiplier, adversarialStep)
        .withMultiplier(multipliers.over(adversarialMultiplier))
        .withNorm(adversarialNorm);
  }

  private AttackConfig attack() {
    AttackConfig attack =
        AttackConfig.defaults()
            .withStepSize(adversarialStep)
            .withNorm(adversarialNorm)
            .withRandomStart(adversarialRandomStart)
            .withIterations(adversarialIterations)
            .withClip(clip.leastValues(), clip.mostValues());
    return adversarialEpsilon == null ? attack : attack.withEpsilon(adversarialEpsilon);
  }
}
