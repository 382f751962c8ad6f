package org.beamnsl.trainer.command;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.beamnsl.trainer.evaluate.EvaluationReport;
import org.beamnsl.trainer.evaluate.EvaluationReport.Attacked;
import org.beamnsl.trainer.evaluate.EvaluationReport.ModelResult;
import org.beamnsl.trainer.evaluate.Spread;
import org.jspecify.annotations.Nullable;

/** Accuracy under attacks and corruptions, and what it has lost, as text and as CSV. */
final class RobustnessTable {
  private static final double NOISE = 0.05;

  private final EvaluationReport report;

  private RobustnessTable(EvaluationReport report) {
    this.report = report;
  }

  /** Whether anything but the examples as they are was measured. */
  static boolean isNeeded(EvaluationReport report) {
    ModelResult first = report.models().get(0);
    return !first.attacks().isEmpty() || !first.corruptions().isEmpty() || first.flips() != null;
  }

  static void print(EvaluationReport report, PrintStream out) {
    if (isNeeded(report)) {
      new RobustnessTable(report).print(out);
    }
  }

  private void print(PrintStream out) {
    List<ModelResult> models = report.models();
    TextTable table = new TextTable();
    List<String> head = new ArrayList<>(List.of("condition"));
    models.forEach(model -> head.addAll(List.of(model.name() + " %", "lost points", "lost %")));
    table.add(head);
    List<Map<String, Spread>> clean = models.stream().map(ModelResult::metrics).toList();
    table.add(row("clean", clean));
    ModelResult first = models.get(0);
    addRows(table, first.attacks().size(), ModelResult::attacks, RobustnessTable::name);
    addRows(table, first.transfers().size(), ModelResult::transfers, RobustnessTable::name);
    for (int i = 0; i < first.corruptions().size(); i++) {
      int place = i;
      EvaluationReport.Corrupted corrupted = first.corruptions().get(i);
      table.add(
          row(
              corrupted.corruption() + " " + corrupted.strength(),
              models.stream().map(model -> model.corruptions().get(place).metrics()).toList()));
    }
    table.print(out);
    out.println();
    models.forEach(model -> tell(model, out));
  }

  private void addRows(
      TextTable table,
      int count,
      Function<ModelResult, List<Attacked>> list,
      Function<Attacked, String> name) {
    for (int i = 0; i < count; i++) {
      int place = i;
      List<Attacked> attacks =
          report.models().stream().map(model -> list.apply(model).get(place)).toList();
      table.add(row(name.apply(attacks.get(0)), attacks.stream().map(Attacked::metrics).toList()));
    }
  }

  private static String name(Attacked attack) {
    String by = attack.attacker() == null ? "itself" : attack.attacker();
    return String.format(Locale.ROOT, "%s %.4g by %s", attack.attack(), attack.epsilon(), by);
  }

  private List<String> row(String condition, List<Map<String, Spread>> metrics) {
    List<String> row = new ArrayList<>(List.of(condition));
    for (int i = 0; i < metrics.size(); i++) {
      Spread accuracy = accuracy(metrics.get(i));
      double before = report.models().get(i).accuracy().mean();
      double lost = before - accuracy.mean();
      row.add(accuracy.text(100, 1));
      row.add(String.format(Locale.ROOT, "%.1f", 100 * lost));
      row.add(before > 0 ? String.format(Locale.ROOT, "%.0f", 100 * lost / before) : "–");
    }
    return row;
  }

  private static Spread accuracy(Map<String, Spread> metrics) {
    return metrics.getOrDefault("accuracy", Spread.of(0));
  }

  private static void tell(ModelResult model, PrintStream out) {
    if (gainsByStrength(model)) {
      out.printf(
          "warning: %s is right more often under a stronger attack than without or under a weaker"
              + " one: it has learned the attack's traces and is not robust; try --attack=pgd%n",
          model.name());
    }
    @Nullable Double strength = model.strengthOfLoss();
    if (strength != null) {
      out.printf(
          Locale.ROOT,
          "%s has lost 30 points of accuracy at %s of %.4f%n",
          model.name(),
          model.attacks().get(0).attack(),
          strength);
    }
    EvaluationReport.Flipped flips = model.flips();
    if (flips != null) {
      out.printf(
          Locale.ROOT,
          "%s flips to another class in %s %% of targeted attacks of %d steps of %.4g (%s); median"
              + " %s steps, distance %s%n",
          model.name(),
          flips.rate().text(100, 1),
          flips.mostSteps(),
          flips.step(),
          flips.norm(),
          flips.medianSteps().text(1, 1),
          flips.medianDistance().text(1, 4));
    }
  }

  /**
   * Whether accuracy rises with the strength by more than chance may do. An attack knows the label,
   * so a model that was trained on single steps can read the label from the step it sees. A model
   * that takes everything for one class, so much was destroyed, reads nothing from it.
   */
  static boolean gainsByStrength(ModelResult model) {
    double lowest = model.accuracy().mean();
    double guessed = largestClass(model);
    for (Attacked attack : model.byStrength()) {
      double accuracy = accuracy(attack.metrics()).mean();
      if (accuracy > lowest + NOISE && accuracy > guessed + NOISE) {
        return true;
      }
      lowest = Math.min(lowest, accuracy);
    }
    return false;
  }

  /** The share of the most frequent label: the accuracy of naming it always. */
  private static double largestClass(ModelResult model) {
    List<Long> sizes =
        model.confusion().stream()
            .map(row -> row.stream().mapToLong(Long::longValue).sum())
            .toList();
    long all = sizes.stream().mapToLong(Long::longValue).sum();
    return all == 0 ? 0 : Collections.max(sizes) / (double) all;
  }

  /** One line per model and condition. */
  static String csv(EvaluationReport report) {
    StringBuilder csv = new StringBuilder("model,condition,kind,strength,by,metric,mean,std\n");
    for (ModelResult model : report.models()) {
      line(csv, model.name(), "clean,,0,", model.metrics());
      for (List<Attacked> attacks : List.of(model.attacks(), model.transfers())) {
        for (Attacked attack : attacks) {
          String by = attack.attacker() == null ? model.name() : attack.attacker();
          line(
              csv,
              model.name(),
              "attack," + attack.attack() + "," + attack.epsilon() + "," + by,
              attack.metrics());
        }
      }
      for (EvaluationReport.Corrupted corrupted : model.corruptions()) {
        line(
            csv,
            model.name(),
            "corruption," + corrupted.corruption() + "," + corrupted.strength() + ",",
            corrupted.metrics());
      }
      EvaluationReport.Flipped flips = model.flips();
      if (flips != null) {
        for (int steps = 0; steps < flips.flippedWithin().size(); steps++) {
          csv.append(model.name()).append(",flip,targeted,").append(steps).append(',');
          csv.append(model.name()).append(",rate,").append(flips.flippedWithin().get(steps));
          csv.append(",\n");
        }
      }
    }
    return csv.toString();
  }

  private static void line(
      StringBuilder csv, String model, String condition, Map<String, Spread> metrics) {
    Spread accuracy = accuracy(metrics);
    csv.append(model).append(',').append(condition).append(",accuracy,");
    csv.append(accuracy.mean()).append(',').append(accuracy.std()).append('\n');
  }
}
