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
          new LineChart.Mark(8 / 255.0, "8"));

  private static final int IMAGE_DIMENSIONS = 3;

  private final JsonNode evaluation;
  private final Map<String, JsonNode> trainings;
  private final ClassNames classes;
  private final String labelFeature;
  private final NumberFiles files;

  /**
   * A section about an evaluation.
   *
   * @param trainings the training of models by their name, as far as known
   */
  EvaluationSection(
      JsonNode evaluation,
      Map<String, JsonNode> trainings,
      ClassNames classes,
      String labelFeature,
      NumberFiles files) {
    this.evaluation = evaluation;
    this.trainings = new LinkedHashMap<>(trainings);
    this.classes = classes;
    this.labelFeature = labelFeature;
    this.files = files;
  }

  /**
   * The section.
   *
   * @param curves flags of {@code train} to draw the accuracy over
   * @param tuned flags that may differ along such a line
   * @param before the name of an evaluation further up that has the same {@link #clean} figures,
   *     which are not shown again; empty for none
   */
  Html render(String name, List<String> curves, List<String> tuned, String before) {
    boolean first = before.isEmpty();
    Html charts = new Html().raw("<div class=\"charts\">").add(first ? accuracies() : new Html());
    for (String flag : curves) {
      charts.add(new CurveChart(evaluation, trainings, tuned).draw(files, flag));
    }
    RobustnessSection robustness = new RobustnessSection(evaluation, files);
    charts
        .add(attacks())
        .add(robustness.flips())
        .add(first ? calibration() : new Html())
        .raw("</div>");
    Html section =
        new Html()
            .element("h3", name)
            .add(verdict())
            .add(first ? comparison(name) : new Html())
            .add(charts)
            .add(robustness.render(name));
    return first
        ? section
            .add(new ConfusionSection(evaluation, classes, files).render())
            .add(new SlicesSection(evaluation, classes, labelFeature, files).render(name))
        : section.element(
            "p class=\"note\"", "Figures of the examples as they are: see " + before + ".");
  }

  /** What it says of the examples as they are: evaluations that are alike in it repeat it. */
  String clean() {
    StringBuilder clean = new StringBuilder(evaluation.path("examples").toString());
    for (JsonNode model : evaluation.path("models")) {
      for (String each : List.of("name", "digest", "seeds", "metrics", "slices")) {
        clean.append(model.path(each));
      }
    }
    return clean.toString();
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
    verdict.raw(
        evaluation.path("checks").isEmpty()
            ? "no bound was set, so nothing was judged"
            : evaluation.path("blessed").asBoolean()
                ? "<span class=\"good\">blessed</span>"
                : "<span class=\"bad\">not blessed</span>");
    verdict.raw("</p>");
    if (!evaluation.path("checks").isEmpty()) {
      verdict.raw("<ul class=\"checks\">");
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
        boolean levels = attack.path("norm").asText().equals("infinity") && ofImages();
        marks = levels ? LEVELS : List.of();
        points.add(
            point(attack.path("epsilon").asDouble(), attack.path("metrics").path("accuracy")));
      }
      if (!points.isEmpty()) {
        series.add(new LineChart.Series(model.path("name").asText(), colour, points));
      }
      colour++;
    }
    String strength = marks.isEmpty() ? "strength" : "strength (dashed: 2, 4 and 8 of 255)";
    return LineChart.drawStrengths(files, title, strength, series, marks);
  }

  /** Whether the models look at images: only there is a strength a number of levels. */
  private boolean ofImages() {
    return trainings.values().stream()
        .flatMap(training -> training.path("inputs").valueStream())
        .anyMatch(input -> input.path("shape").size() == IMAGE_DIMENSIONS);
  }

  private static LineChart.Point point(double x, JsonNode metric) {
    double mean = metric.path("mean").asDouble();
    double std = metric.path("std").asDouble();
    return new LineChart.Point(x, mean, Math.max(0, mean - std), Math.min(1, mean + std));
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
