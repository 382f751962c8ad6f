package org.beamnsl.trainer.command;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.beamnsl.trainer.evaluate.EvaluationReport;
import org.beamnsl.trainer.evaluate.EvaluationReport.ModelResult;
import org.beamnsl.trainer.evaluate.Interval;
import org.beamnsl.trainer.evaluate.Spread;

/** An evaluation as text for the terminal. */
final class EvaluationTable {
  private EvaluationTable() {}

  static void print(EvaluationReport report, PrintStream out) {
    out.printf(
        Locale.ROOT,
        "%,d labelled of %,d examples; mean ± standard deviation over seeds%n%n",
        report.examples().labelled(),
        report.examples().records());
    models(report, out);
    slices(report, out);
    RobustnessTable.print(report, out);
    for (EvaluationReport.Comparison comparison : report.comparisons()) {
      out.printf(
          "%s − %s: accuracy %s points%s%n",
          comparison.model(),
          comparison.baseline(),
          text(comparison.metrics(), "accuracy", 100, 2),
          comparison.pairedBySeed() ? " (paired by seed" + interval(comparison) + ")" : "");
    }
    report.checks().forEach(check -> out.println(check.text()));
    out.println(
        report.candidate()
            + ": "
            + (report.blessed() ? "BLESSED" : "NOT_BLESSED")
            + (report.checks().isEmpty() ? ", since no bound is set: nothing was checked" : ""));
  }

  private static String interval(EvaluationReport.Comparison comparison) {
    Interval interval = comparison.intervals95().get("accuracy");
    return interval == null
        ? ""
        : String.format(
            Locale.ROOT,
            ", 95 %% interval %.2f to %.2f",
            100 * interval.low(),
            100 * interval.high());
  }

  private static void models(EvaluationReport report, PrintStream out) {
    TextTable table = new TextTable();
    List<String> head = new ArrayList<>(List.of("model", "seeds", "accuracy %", "loss", "AUC"));
    table.add(head);
    for (ModelResult model : report.models()) {
      List<String> row = new ArrayList<>();
      row.add(model.name());
      row.add(String.valueOf(model.seeds().size()));
      row.add(text(model.metrics(), "accuracy", 100, 2));
      row.add(text(model.metrics(), "loss", 1, 4));
      row.add(text(model.metrics(), "auc", 1, 4));
      table.add(row);
    }
    table.print(out);
    out.println();
  }

  private static void slices(EvaluationReport report, PrintStream out) {
    List<EvaluationReport.Slice> first = report.models().get(0).slices();
    if (first.isEmpty()) {
      return;
    }
    TextTable table = new TextTable();
    List<String> head = new ArrayList<>(List.of("slice", "value", "examples"));
    report.models().forEach(model -> head.add(model.name() + " accuracy %"));
    table.add(head);
    for (int i = 0; i < first.size(); i++) {
      EvaluationReport.Slice slice = first.get(i);
      List<String> row = new ArrayList<>();
      row.add(slice.feature());
      row.add(slice.value());
      row.add(String.format(Locale.ROOT, "%,d", slice.examples()));
      for (ModelResult model : report.models()) {
        row.add(text(model.slices().get(i).metrics(), "accuracy", 100, 2));
      }
      table.add(row);
    }
    table.print(out);
    out.println();
  }

  private static String text(
      Map<String, Spread> metrics, String name, double factor, int decimals) {
    Spread spread = metrics.get(name);
    return spread == null ? "–" : spread.text(factor, decimals);
  }
}
