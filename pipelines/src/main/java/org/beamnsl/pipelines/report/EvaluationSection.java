package org.beamnsl.pipelines.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the page says of one evaluation: comparison, checks, attacks, confusion, slices. */
final class EvaluationSection {
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
    EvaluationCharts drawn = new EvaluationCharts(evaluation, trainings.values(), files);
    Html charts =
        new Html().raw("<div class=\"charts\">").add(first ? drawn.accuracies() : new Html());
    for (String flag : curves) {
      charts.add(new CurveChart(evaluation, trainings, tuned).draw(files, flag));
    }
    RobustnessSection robustness = new RobustnessSection(evaluation, files);
    charts
        .add(drawn.attacks())
        .add(robustness.flips())
        .add(first ? drawn.calibration() : new Html())
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
