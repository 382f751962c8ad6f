package org.beamnsl.trainer.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.evaluate.AttackPlan;
import org.beamnsl.trainer.evaluate.Corruption;
import org.beamnsl.trainer.evaluate.EvaluationPlan;
import org.beamnsl.trainer.evaluate.ModelArtifact;

/** What the flags of {@code evaluate} say about attacks and corruptions. */
final class RobustnessFlags {
  private RobustnessFlags() {}

  /** Checks the flags; the attacker must be one of the models. */
  static EvaluationPlan plan(EvaluateOptions options, List<ModelArtifact> models) {
    List<EvaluationPlan.NamedAttack> attacks = attacks(options);
    if (options.attacker() != null && attacks.isEmpty()) {
      throw NslException.usage("--attacker=" + options.attacker() + " needs --attack");
    }
    return new EvaluationPlan(
        attacks,
        Optional.ofNullable(options.attacker()).map(name -> attacker(name, models)),
        corruptions(options.corruptions()),
        flips(options),
        options.batch());
  }

  private static ModelArtifact attacker(String name, List<ModelArtifact> models) {
    String chosen = EvaluateCommand.chosen("attacker", name, models);
    return models.stream().filter(model -> model.name().equals(chosen)).findFirst().orElseThrow();
  }

  private static List<EvaluationPlan.NamedAttack> attacks(EvaluateOptions options) {
    List<EvaluationPlan.NamedAttack> attacks = new ArrayList<>();
    if (options.attack() == EvaluateOptions.Attack.NONE) {
      return attacks;
    }
    for (double epsilon : options.epsilons()) {
      if (!(epsilon > 0)) {
        throw NslException.usage("--epsilons=" + epsilon + ": expected numbers above 0");
      }
      AttackPlan plan =
          options.attack() == EvaluateOptions.Attack.FGSM
              ? AttackPlan.fgsm(options.attackNorm(), epsilon)
              : AttackPlan.pgd(
                  options.attackNorm(),
                  epsilon,
                  options.attackStep() > 0 ? options.attackStep() : epsilon / 4,
                  options.attackIterations());
      attacks.add(
          new EvaluationPlan.NamedAttack(
              options.attack().name().toLowerCase(Locale.ROOT), epsilon, clipped(plan, options)));
    }
    return attacks;
  }

  private static AttackPlan clipped(AttackPlan plan, EvaluateOptions options) {
    return plan.clipped(
        EvaluateCommand.bound(options.clipMin()), EvaluateCommand.bound(options.clipMax()));
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

  private static Optional<EvaluationPlan.FlipPlan> flips(EvaluateOptions options) {
    if (options.flipSteps() < 0 || !(options.flipStep() > 0)) {
      throw NslException.usage(
          "--flipSteps="
              + options.flipSteps()
              + " --flipStep="
              + options.flipStep()
              + ": expected at least 0 steps, and a length above 0");
    }
    if (options.flipSteps() == 0) {
      return Optional.empty();
    }
    // The class is only a sign that the move goes towards one; every example has its own.
    AttackPlan step =
        new AttackPlan(
            options.attackNorm(),
            options.flipStep(),
            OptionalDouble.empty(),
            1,
            EvaluateCommand.bound(options.clipMin()),
            EvaluateCommand.bound(options.clipMax()),
            OptionalInt.of(0));
    return Optional.of(new EvaluationPlan.FlipPlan(step, options.flipSteps()));
  }
}
