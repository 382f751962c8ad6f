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

  EvaluationSection(JsonNode evaluation) {
    this.evaluation = evaluation;
  }

  Html render(String name) {
    return new Html()
        .element("h3", name)
        .add(verdict())
        .add(comparison())
        .add(attacks())
        .add(confusions())
        .add(slices());
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

  private Html comparison() {
    Map<String, JsonNode> gains = new LinkedHashMap<>();
    for (JsonNode each : evaluation.path("comparisons")) {
      gains.put(each.path("model").asText(), each.path("metrics").path("accuracy"));
    }
    List<List<String>> rows = new ArrayList<>();
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
              Html.number(model.path("seeds").size())));
    }
    String gain = "gain over " + evaluation.path("baseline").asText("baseline") + ", points";
    return Table.of(List.of("model", "accuracy, %", gain, "loss", "AUC", "seeds"), rows)
        .raw("<p class=\"note\">Mean ± standard deviation over the seeds.</p>");
  }

  private Html attacks() {
    List<LineChart.Series> series = new ArrayList<>();
    String title = "Accuracy under attack";
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
        points.add(
            point(attack.path("epsilon").asDouble(), attack.path("metrics").path("accuracy")));
      }
      if (!points.isEmpty()) {
        series.add(new LineChart.Series(model.path("name").asText(), series.size(), points));
      }
    }
    return new Html()
        .raw("<div class=\"charts\">")
        .add(LineChart.draw(title, "strength", series))
        .raw("</div>");
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

  private static Html confusion(String name, JsonNode matrix) {
    Html table =
        new Html()
            .raw("<figure><table class=\"confusion\"><caption>")
            .text(name + ": rows are true classes, columns predictions")
            .raw("</caption><tr><td></td>");
    for (int column = 0; column < matrix.size(); column++) {
      table.element("th", "" + column);
    }
    table.raw("</tr>");
    for (int row = 0; row < matrix.size(); row++) {
      long sum = 0;
      for (JsonNode cell : matrix.get(row)) {
        sum += cell.asLong();
      }
      table.raw("<tr>").element("th", "" + row);
      for (JsonNode cell : matrix.get(row)) {
        double share = sum == 0 ? 0 : (double) cell.asLong() / sum;
        table.format("<td style=\"--share:%.0f%%\">%d</td>", 85 * share, cell.asLong());
      }
      table.raw("</tr>");
    }
    return table.raw("</table></figure>");
  }

  private Html slices() {
    Map<List<String>, Map<String, String>> rows = new LinkedHashMap<>();
    List<String> models = new ArrayList<>();
    for (JsonNode model : evaluation.path("models")) {
      models.add(model.path("name").asText());
      for (JsonNode slice : model.path("slices")) {
        rows.computeIfAbsent(
                List.of(
                    slice.path("feature").asText() + " = " + slice.path("value").asText(),
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
    return new Html().element("h4", "Accuracy by slice, %").add(Table.of(head, table));
  }

  private static String percent(JsonNode metric, boolean sign) {
    return metric.path("mean").isNumber()
        ? String.format(
            Locale.ROOT,
            sign ? "%+.1f ± %.1f" : "%.1f ± %.1f",
            100 * metric.path("mean").asDouble(),
            100 * metric.path("std").asDouble())
        : "–";
  }

  private static String plain(JsonNode metric) {
    return metric.path("mean").isNumber()
        ? String.format(
            Locale.ROOT,
            "%.3f ± %.3f",
            metric.path("mean").asDouble(),
            metric.path("std").asDouble())
        : "–";
  }
}
