package org.beamnsl.trainer.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.beamnsl.core.failure.NslException;

/**
 * Conditions that a candidate must meet to be blessed. All bounds are on means over seeds; an
 * absent one is not checked.
 *
 * @param minGain on accuracy above the baseline's
 * @param maxLossIncrease on loss above the baseline's: more than accuracy it tells of a model that
 *     has become unsure
 * @param minAucGain on AUC above the baseline's
 * @param firstModel whether no model is in service that could be the baseline: bounds on the
 *     difference from it then hold
 * @param minAttackedAccuracy under every attack: at each strength, made against the model itself or
 *     by the attacker. The longest steps alone prove nothing: a model that hides its gradients may
 *     be wrong at a shorter one
 */
public record Blessing(
    OptionalDouble minAccuracy,
    OptionalDouble maxLoss,
    OptionalDouble minAuc,
    OptionalDouble minAttackedAccuracy,
    OptionalDouble minGain,
    OptionalDouble maxLossIncrease,
    OptionalDouble minAucGain,
    boolean firstModel) {

  /** Checks every bound that was set, in a fixed order. */
  public List<EvaluationReport.Check> check(
      EvaluationReport.ModelResult candidate, Optional<EvaluationReport.ModelResult> baseline) {
    List<EvaluationReport.Check> checks = new ArrayList<>();
    minAccuracy.ifPresent(
        bound -> checks.add(atLeast("minAccuracy", "accuracy", candidate, bound)));
    maxLoss.ifPresent(bound -> checks.add(atMost("maxLoss", "loss", candidate, bound)));
    minAuc.ifPresent(bound -> checks.add(atLeast("minAuc", "auc", candidate, bound)));
    minAttackedAccuracy.ifPresent(bound -> checks.add(attacked(candidate, bound)));
    minGain.ifPresent(
        bound -> checks.add(above("minGain", "accuracy", candidate, baseline, bound, true)));
    maxLossIncrease.ifPresent(
        bound -> checks.add(above("maxLossIncrease", "loss", candidate, baseline, bound, false)));
    minAucGain.ifPresent(
        bound -> checks.add(above("minAucGain", "auc", candidate, baseline, bound, true)));
    return checks;
  }

  private static double mean(EvaluationReport.ModelResult model, String metric) {
    Spread spread = model.metrics().get(metric);
    return spread == null ? Double.NaN : spread.mean();
  }

  private static EvaluationReport.Check atLeast(
      String name, String metric, EvaluationReport.ModelResult model, double bound) {
    double actual = mean(model, metric);
    return check(name, metric + " of " + model.name(), actual, ">=", bound, actual >= bound);
  }

  private static EvaluationReport.Check atMost(
      String name, String metric, EvaluationReport.ModelResult model, double bound) {
    double actual = mean(model, metric);
    return check(name, metric + " of " + model.name(), actual, "<=", bound, actual <= bound);
  }

  private static EvaluationReport.Check attacked(EvaluationReport.ModelResult model, double bound) {
    EvaluationReport.Attacked worst =
        Stream.concat(model.attacks().stream(), model.transfers().stream())
            .min(Comparator.comparingDouble(Blessing::rank))
            .orElseThrow(
                () -> NslException.usage("--minAttackedAccuracy needs --attack=fgsm or pgd"));
    double actual = accuracy(worst);
    String by = worst.attacker() == null ? "" : " by " + worst.attacker();
    int attacks = model.attacks().size() + model.transfers().size();
    String what =
        String.format(
            Locale.ROOT,
            "accuracy of %s under %s %s%s%s",
            model.name(),
            worst.attack(),
            worst.epsilon(),
            by,
            attacks > 1 ? ", the worst of " + attacks + " attacks," : "");
    return check("minAttackedAccuracy", what, actual, ">=", bound, actual >= bound);
  }

  private static double accuracy(EvaluationReport.Attacked attacked) {
    Spread accuracy = attacked.metrics().get("accuracy");
    return accuracy == null ? Double.NaN : accuracy.mean();
  }

  /** The accuracy, with one that is unknown below all others: it must not pass. */
  private static double rank(EvaluationReport.Attacked attacked) {
    double accuracy = accuracy(attacked);
    return Double.isNaN(accuracy) ? Double.NEGATIVE_INFINITY : accuracy;
  }

  /** How far a metric is above the baseline's; a difference that is not known does not hold. */
  private EvaluationReport.Check above(
      String name,
      String metric,
      EvaluationReport.ModelResult candidate,
      Optional<EvaluationReport.ModelResult> baseline,
      double bound,
      boolean atLeast) {
    if (baseline.isEmpty() && firstModel) {
      return new EvaluationReport.Check(
          name, bound, 0, true, metric + ": no model in service to compare with: holds");
    }
    EvaluationReport.ModelResult base =
        baseline.orElseThrow(
            () -> NslException.usage("--" + name + " needs --baseline or --serving"));
    double actual = mean(candidate, metric) - mean(base, metric);
    String what = metric + " of " + candidate.name() + " above " + base.name();
    boolean passed = atLeast ? actual >= bound : actual <= bound;
    return check(name, what, actual, atLeast ? ">=" : "<=", bound, passed);
  }

  private static EvaluationReport.Check check(
      String name, String what, double actual, String relation, double bound, boolean passed) {
    String text =
        String.format(
            Locale.ROOT,
            "%s is %.4f, %s %.4f: %s",
            what,
            actual,
            relation,
            bound,
            passed ? "holds" : "does not hold");
    return new EvaluationReport.Check(
        name, bound, Double.isFinite(actual) ? actual : 0, passed, text);
  }
}
