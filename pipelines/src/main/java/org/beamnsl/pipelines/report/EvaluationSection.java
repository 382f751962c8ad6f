package org.beamnsl.pipelines.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the page says of one evaluation: comparison, checks, attacks, confusion, slices. */
final class EvaluationSection {
  /** Strengths that people speak of, in levels of 8-bit pixels. */
  private static final List<LineChart.Mark> LEVELS =
      List.of(
          new LineChart.Mark(2 / 255.0, "2"),
          new LineChart.Mark(4 / 255.0, "4"),
          new LineChart.Mark(8 / 255.0, "8/255"));

  private final JsonNode evaluation;
  private final Map<String, JsonNode> trainings;
  private final List<String> classes;
  private final String labelFeature;
  private final NumberFiles files;

  /**
   * A section about an evaluation.
   *
   * @param trainings the training of models by their name, as far as known
   * @param classes the names of the classes; empty when they are not known
   */
  EvaluationSection(
      JsonNode evaluation,
      Map<String, JsonNode> trainings,
      List<String> classes,
      String labelFeature,
      NumberFiles files) {
    this.evaluation = evaluation;
    this.trainings = new LinkedHashMap<>(trainings);
    this.classes = List.copyOf(classes);
    this.labelFeature = labelFeature;
    this.files = files;
  }

  /**
   * The section.
   *
   * @param curves flags of {@code train} to draw the accuracy over
   * @param tuned flags that may differ along such a line
   */
  Html render(String name, List<String> curves, List<String> tuned) {
    Html charts = new Html().raw("<div class=\"charts\">").add(accuracies());
    for (String flag : curves) {
      charts.add(new CurveChart(evaluation, trainings, tuned).draw(files, flag));
    }
    RobustnessSection robustness = new RobustnessSection(evaluation, files);
    charts.add(attacks()).add(robustness.flips()).add(calibration()).raw("</div>");
    return new Html()
        .element("h3", name)
        .add(verdict())
        .add(comparison(name))
        .add(charts)
        .add(robustness.render(name))
        .add(confusions())
        .add(slices(name));
  }

  /** Dots of the seeds, when there are several. */
  private Html accuracies() {
    List<SeedChart.Row> rows = new ArrayList<>();
    boolean several = false;
    for (JsonNode model : evaluation.path("models")) {
      JsonNode accuracy = model.path("metrics").path("accuracy");
      List<Double> values = new ArrayList<>();
      accuracy.path("values").forEach(value -> values.add(value.asDouble()));
      several |= values.size() > 1;
      rows.add(
          new SeedChart.Row(
              model.path("name").asText(),
              accuracy.path("mean").asDouble(),
              accuracy.path("std").asDouble(),
              values));
    }
    return several ? SeedChart.draw(files, "Accuracy of every seed", rows) : new Html();
  }

  /** How often predictions of some confidence are right. */
  private Html calibration() {
    List<LineChart.Series> series = new ArrayList<>();
    int colour = 0;
    for (JsonNode model : evaluation.path("models")) {
      List<LineChart.Point> points = new ArrayList<>();
      for (JsonNode bin : model.path("calibration")) {
        double right = bin.path("accuracy").asDouble();
        points.add(new LineChart.Point(bin.path("confidence").asDouble(), right, right, right));
      }
      if (!points.isEmpty()) {
        series.add(new LineChart.Series(model.path("name").asText(), colour, points));
      }
      colour++;
    }
    return LineChart.drawWithDiagonal(
        files, "Calibration: how often a confidence is right", "confidence", series);
  }

  private Html verdict() {
    Html verdict =
        new Html()
            .raw("<p>")
            .text(Html.number(evaluation.path("examples").path("labelled").asLong()))
            .raw(" labelled examples; candidate <b>")
            .text(evaluation.path("candidate").asText("–"))
            .raw("</b>: ");
    boolean blessed = evaluation.path("blessed").asBoolean();
    verdict.raw(
        blessed ? "<span class=\"good\">blessed</span>" : "<span class=\"bad\">not blessed</span>");
    verdict.raw("</p>");
    if (!evaluation.path("checks").isEmpty()) {
      verdict.raw("<ul>");
      for (JsonNode check : evaluation.path("checks")) {
        verdict.element(
            "li", (check.path("passed").asBoolean() ? "✓ " : "✗ ") + check.path("text").asText());
      }
      verdict.raw("</ul>");
    }
    return verdict;
  }

  private Html comparison(String title) {
    Map<String, JsonNode> gains = new LinkedHashMap<>();
    for (JsonNode each : evaluation.path("comparisons")) {
      gains.put(each.path("model").asText(), each.path("metrics").path("accuracy"));
    }
    List<List<String>> rows = new ArrayList<>();
    List<List<Object>> numbers = new ArrayList<>();
    for (JsonNode model : evaluation.path("models")) {
      String name = model.path("name").asText();
      JsonNode metrics = model.path("metrics");
      rows.add(
          List.of(
              name,
              percent(metrics.path("accuracy"), false),
              gains.containsKey(name) ? percent(gains.getOrDefault(name, metrics), true) : "–",
              plain(metrics.path("loss")),
              plain(metrics.path("auc")),
              plain(metrics.path("calibration_error")),
              Html.number(model.path("seeds").size())));
      metrics
          .properties()
          .forEach(
              metric ->
                  numbers.add(
                      List.of(
                          name,
                          metric.getKey(),
                          metric.getValue().path("mean").asDouble(),
                          metric.getValue().path("std").asDouble())));
    }
    String gain = "gain over " + evaluation.path("baseline").asText("baseline") + ", points";
    Html file = files.add(title, List.of("model", "metric", "mean", "std"), numbers);
    return Table.of(
            List.of("model", "accuracy, %", gain, "loss", "AUC", "calibration error", "seeds"),
            rows)
        .raw("<p class=\"note\">Mean ± standard deviation over the seeds. ")
        .add(file)
        .raw("</p>");
  }

  private Html attacks() {
    List<LineChart.Series> series = new ArrayList<>();
    int colour = 0;
    String title = "Accuracy under attack";
    List<LineChart.Mark> marks = List.of();
    for (JsonNode model : evaluation.path("models")) {
      List<LineChart.Point> points = new ArrayList<>();
      if (!model.path("attacks").isEmpty()) {
        points.add(point(0, model.path("metrics").path("accuracy")));
      }
      for (JsonNode attack : model.path("attacks")) {
        title =
            "Accuracy under attack: "
                + attack.path("attack").asText()
                + ", "
                + attack.path("norm").asText()
                + " norm";
        marks = attack.path("norm").asText().equals("infinity") ? LEVELS : List.of();
        points.add(
            point(attack.path("epsilon").asDouble(), attack.path("metrics").path("accuracy")));
      }
      if (!points.isEmpty()) {
        series.add(new LineChart.Series(model.path("name").asText(), colour, points));
      }
      colour++;
    }
    return LineChart.drawStrengths(files, title, "strength", series, marks);
  }

  private static LineChart.Point point(double x, JsonNode metric) {
    double mean = metric.path("mean").asDouble();
    double std = metric.path("std").asDouble();
    return new LineChart.Point(x, mean, mean - std, mean + std);
  }

  private Html confusions() {
    Html all = new Html().raw("<div class=\"charts\">");
    for (JsonNode model : evaluation.path("models")) {
      JsonNode matrix = model.path("confusion");
      if (!matrix.isEmpty() && matrix.size() <= 30) {
        all.add(confusion(model.path("name").asText(), matrix));
      }
    }
    return all.raw("</div>");
  }

  private Html confusion(String name, JsonNode matrix) {
    Html table =
        new Html()
            .raw("<figure><p class=\"note\">")
            .text(name + ": rows are true classes, columns predictions")
            .raw("</p><div class=\"scroll\"><table class=\"confusion\"><tr><td></td>");
    for (int column = 0; column < matrix.size(); column++) {
      table.element("th", "" + column);
    }
    table.raw("</tr>");
    for (int row = 0; row < matrix.size(); row++) {
      long sum = 0;
      for (JsonNode cell : matrix.get(row)) {
        sum += cell.asLong();
      }
      table.raw("<tr>").element("th", numbered(row));
      for (JsonNode cell : matrix.get(row)) {
        double share = sum == 0 ? 0 : (double) cell.asLong() / sum;
        table.format("<td style=\"--share:%.0f%%\">%d</td>", 85 * share, cell.asLong());
      }
      table.raw("</tr>");
    }
    List<List<Object>> numbers = new ArrayList<>();
    for (int row = 0; row < matrix.size(); row++) {
      for (int column = 0; column < matrix.get(row).size(); column++) {
        numbers.add(List.of(row, column, matrix.get(row).get(column).asLong()));
      }
    }
    return table
        .raw("</table></div><p class=\"note\">Counts summed over the seeds. ")
        .add(files.add("Confusion of " + name, List.of("label", "prediction", "count"), numbers))
        .raw("</p></figure>");
  }

  private Html slices(String title) {
    Map<List<String>, Map<String, String>> rows = new LinkedHashMap<>();
    List<String> models = new ArrayList<>();
    List<List<Object>> numbers = new ArrayList<>();
    for (JsonNode model : evaluation.path("models")) {
      models.add(model.path("name").asText());
      for (JsonNode slice : model.path("slices")) {
        numbers.add(
            List.of(
                model.path("name").asText(),
                slice.path("feature").asText(),
                slice.path("value").asText(),
                slice.path("examples").asLong(),
                slice.path("metrics").path("accuracy").path("mean").asDouble(),
                slice.path("metrics").path("accuracy").path("std").asDouble()));
        rows.computeIfAbsent(
                List.of(
                    slice.path("feature").asText() + " = " + sliceValue(slice),
                    Html.number(slice.path("examples").asLong())),
                key -> new LinkedHashMap<>())
            .put(
                model.path("name").asText(),
                percent(slice.path("metrics").path("accuracy"), false));
      }
    }
    if (rows.isEmpty()) {
      return new Html();
    }
    List<String> head = new ArrayList<>(List.of("slice", "examples"));
    head.addAll(models);
    List<List<String>> table = new ArrayList<>();
    rows.forEach(
        (key, values) -> {
          List<String> row = new ArrayList<>(key);
          models.forEach(model -> row.add(values.getOrDefault(model, "–")));
          table.add(row);
        });
    Html file =
        files.add(
            "Slices of " + title,
            List.of("model", "feature", "value", "examples", "accuracy", "std"),
            numbers);
    return new Html()
        .element("h4", "Accuracy by slice, %")
        .add(Table.of(head, table))
        .raw("<p class=\"note\">")
        .add(file)
        .raw("</p>");
  }

  /** The value of a slice; classes with their names. */
  private String sliceValue(JsonNode slice) {
    String value = slice.path("value").asText();
    boolean label = slice.path("feature").asText().equals(labelFeature);
    return label && value.matches("\\d{1,6}") ? numbered(Integer.parseInt(value)) : value;
  }

  private String numbered(int label) {
    String name = DataSection.className(classes, label);
    return name.equals("" + label) ? name : label + " " + name;
  }

  static String percent(JsonNode metric, boolean sign) {
    return spread(metric, 100, sign ? "%+.1f" : "%.1f", "%.1f");
  }

  private static String plain(JsonNode metric) {
    return spread(metric, 1, "%.3f", "%.3f");
  }

  /** Mean ± standard deviation; the mean alone for one seed. */
  static String spread(JsonNode metric, double factor, String mean, String std) {
    if (!metric.path("mean").isNumber()) {
      return "–";
    }
    String text = String.format(Locale.ROOT, mean, factor * metric.path("mean").asDouble());
    return metric.path("values").size() == 1
        ? text
        : text + String.format(Locale.ROOT, " ± " + std, factor * metric.path("std").asDouble());
  }
}
