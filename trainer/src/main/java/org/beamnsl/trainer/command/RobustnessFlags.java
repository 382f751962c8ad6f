package org.beamnsl.trainer.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.beamnsl.core.command.Flag;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.attack.Norm;
import org.beamnsl.trainer.evaluate.AttackPlan;
import org.beamnsl.trainer.evaluate.Corruption;
import org.beamnsl.trainer.evaluate.EvaluationPlan;
import org.beamnsl.trainer.evaluate.ModelArtifact;
import org.jspecify.annotations.Nullable;

/** Attacks on evaluated models and corruptions of their examples. */
record RobustnessFlags(
    @Flag(
            value =
                "attack on the inputs: fgsm is one gradient step of length epsilon, pgd several"
                    + " within a ball of radius epsilon",
            defaultValue = "none")
        Attack attack,
    @Flag(
            value = "attack strengths in units of the model's inputs, each above 0",
            defaultValue = "0.1")
        List<Double> epsilons,
    @Flag(value = "norm of the attack", defaultValue = "infinity") Norm attackNorm,
    @Flag(value = "length of a pgd step; 0 for a quarter of epsilon", defaultValue = "0")
        double attackStep,
    @Flag(value = "steps of pgd, at least 1", defaultValue = "10") int attackIterations,
    @Flag(
            "name of the model whose gradients also attack all models, seed by seed, to see how"
                + " attacks transfer")
        @Nullable String attacker,
    @Flag(
            "changes that no adversary chose, of images, each in three strengths: shift, rotation,"
                + " motion-blur, noise, brightness")
        List<String> corruptions,
    @Flag(
            value =
                "most steps of attacks that move each example towards the class after its label"
                    + " until the model says so; 0 for none",
            defaultValue = "0")
        int flipSteps,
    @Flag(value = "length of such a step in the norm of the attack", defaultValue = "0.01")
        double flipStep) {
  /** Attacks by name. */
  enum Attack {
    NONE,
    FGSM,
    PGD
  }

  /** Checks the flags; the attacker must be one of the models. */
  EvaluationPlan plan(ClipFlags clip, int batch, List<ModelArtifact> models) {
    List<EvaluationPlan.NamedAttack> attacks = attacks(clip);
    if (attacker != null && attacks.isEmpty()) {
      throw NslException.usage("--attacker=" + attacker + " needs --attack");
    }
    return new EvaluationPlan(
        attacks,
        Optional.ofNullable(attacker).map(name -> attacker(name, models)),
        corruptions(corruptions),
        flips(clip),
        batch);
  }

  private static ModelArtifact attacker(String name, List<ModelArtifact> models) {
    String chosen = EvaluateCommand.chosen("attacker", name, models);
    return models.stream().filter(model -> model.name().equals(chosen)).findFirst().orElseThrow();
  }

  private List<EvaluationPlan.NamedAttack> attacks(ClipFlags clip) {
    List<EvaluationPlan.NamedAttack> attacks = new ArrayList<>();
    if (attack == Attack.NONE) {
      return attacks;
    }
    for (double epsilon : epsilons) {
      if (!(epsilon > 0)) {
        throw NslException.usage("--epsilons=" + epsilon + ": expected numbers above 0");
      }
      AttackPlan plan =
          attack == Attack.FGSM
              ? AttackPlan.fgsm(attackNorm, epsilon)
              : AttackPlan.pgd(
                  attackNorm, epsilon, attackStep > 0 ? attackStep : epsilon / 4, attackIterations);
      attacks.add(
          new EvaluationPlan.NamedAttack(
              attack.name().toLowerCase(Locale.ROOT),
              epsilon,
              plan.clipped(clip.least(), clip.most())));
    }
    return attacks;
  }

  private static List<Corruption> corruptions(List<String> names) {
    List<Corruption> corruptions = new ArrayList<>();
    for (String name : names) {
      Corruption.Kind kind =
          Arrays.stream(Corruption.Kind.values())
              .filter(one -> one.key().equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      NslException.usage(
                          "--corruptions="
                              + name
                              + ": expected some of "
                              + Arrays.stream(Corruption.Kind.values())
                                  .map(Corruption.Kind::key)
                                  .collect(Collectors.joining(", "))));
      for (int severity = 1; severity <= Corruption.SEVERITIES; severity++) {
        corruptions.add(new Corruption(kind, severity));
      }
    }
    return corruptions;
  }

  private Optional<EvaluationPlan.FlipPlan> flips(ClipFlags clip) {
    if (flipSteps < 0 || !(flipStep > 0)) {
      throw NslException.usage(
          "--flipSteps="
              + flipSteps
              + " --flipStep="
              + flipStep
              + ": expected at least 0 steps, and a length above 0");
    }
    if (flipSteps == 0) {
      return Optional.empty();
    }
    // The class is only a sign that the move goes towards one; every example has its own.
    AttackPlan step =
        new AttackPlan(
            attackNorm,
            flipStep,
            OptionalDouble.empty(),
            1,
            clip.least(),
            clip.most(),
            OptionalInt.of(0));
    return Optional.of(new EvaluationPlan.FlipPlan(step, flipSteps));
  }
}
