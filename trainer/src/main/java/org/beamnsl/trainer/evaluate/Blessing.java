package org.beamnsl.trainer.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.beamnsl.core.failure.NslException;

/**
 * Conditions that a candidate must meet to be blessed. All bounds are on means over seeds; an
 * absent one is not checked.
 *
 * @param minGain on accuracy above the baseline's
 * @param firstModel whether no model is in service that could be the baseline: the bound on the
 *     gain then holds
 * @param minAttackedAccuracy under the strongest attack
 */
public record Blessing(
    OptionalDouble minAccuracy,
    OptionalDouble maxLoss,
    OptionalDouble minAuc,
    OptionalDouble minAttackedAccuracy,
    OptionalDouble minGain,
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
    minGain.ifPresent(bound -> checks.add(gain(candidate, baseline, bound)));
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
    EvaluationReport.Attacked strongest =
        model.attacks().stream()
            .max(Comparator.comparingDouble(EvaluationReport.Attacked::epsilon))
            .orElseThrow(
                () -> NslException.usage("--minAttackedAccuracy needs --attack=fgsm or pgd"));
    Spread accuracy = strongest.metrics().get("accuracy");
    double actual = accuracy == null ? Double.NaN : accuracy.mean();
    String what =
        "accuracy of " + model.name() + " under " + strongest.attack() + " " + strongest.epsilon();
    return check("minAttackedAccuracy", what, actual, ">=", bound, actual >= bound);
  }

  private EvaluationReport.Check gain(
      EvaluationReport.ModelResult candidate,
      Optional<EvaluationReport.ModelResult> baseline,
      double bound) {
    if (baseline.isEmpty() && firstModel) {
      return new EvaluationReport.Check(
          "minGain", bound, 0, true, "no model in service to compare with: holds");
    }
    EvaluationReport.ModelResult base =
        baseline.orElseThrow(() -> NslException.usage("--minGain needs --baseline or --serving"));
    double actual = mean(candidate, "accuracy") - mean(base, "accuracy");
    String what = "accuracy of " + candidate.name() + " above " + base.name();
    return check("minGain", what, actual, ">=", bound, actual >= bound);
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
