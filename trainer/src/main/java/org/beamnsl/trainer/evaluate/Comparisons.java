package org.beamnsl.trainer.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Differences of models from a baseline. */
public final class Comparisons {
  private Comparisons() {}

  /** Compares every other model with the baseline, metric by metric. */
  public static List<EvaluationReport.Comparison> with(
      EvaluationReport.ModelResult baseline, List<EvaluationReport.ModelResult> models) {
    List<EvaluationReport.Comparison> comparisons = new ArrayList<>();
    for (EvaluationReport.ModelResult model : models) {
      if (!model.name().equals(baseline.name())) {
        comparisons.add(compare(model, baseline));
      }
    }
    return comparisons;
  }

  private static EvaluationReport.Comparison compare(
      EvaluationReport.ModelResult model, EvaluationReport.ModelResult baseline) {
    boolean paired = model.seeds().equals(baseline.seeds());
    Map<String, Spread> differences = new LinkedHashMap<>();
    model
        .metrics()
        .forEach(
            (name, spread) -> {
              Spread base = baseline.metrics().get(name);
              if (base != null) {
                differences.put(name, difference(spread, base, paired));
              }
            });
    Map<String, Interval> intervals = new LinkedHashMap<>();
    differences.forEach(
        (name, difference) -> {
          if (difference.values().size() > 1) {
            intervals.put(name, Interval.of(difference));
          }
        });
    return new EvaluationReport.Comparison(
        model.name(), baseline.name(), paired, differences, intervals);
  }

  private static Spread difference(Spread model, Spread baseline, boolean paired) {
    if (!paired) {
      return Spread.of(model.mean() - baseline.mean());
    }
    double[] differences = new double[model.values().size()];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = model.values().get(i) - baseline.values().get(i);
    }
    return Spread.of(differences);
  }
}
