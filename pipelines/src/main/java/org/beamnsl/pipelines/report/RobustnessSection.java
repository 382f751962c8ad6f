package org.beamnsl.pipelines.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the page says of attacks and corruptions: the accuracy under each with what it has lost, and
 * how soon targeted attacks succeed.
 */
final class RobustnessSection {
  private static final String CORRUPTIONS =
      "Strengths of corruptions: shift and blur in shares of the side, rotation in degrees, noise and"
          + " brightness in shares of the range of values.";

  private final JsonNode models;
  private final NumberFiles files;

  RobustnessSection(JsonNode evaluation, NumberFiles files) {
    this.models = evaluation.path("models");
    this.files = files;
  }

  /** The table and sentences; empty when the examples were only taken as they are. */
  Html render(String title) {
    Map<String, Map<String, JsonNode>> conditions = new LinkedHashMap<>();
    boolean corrupted = false;
    for (JsonNode model : models) {
      String of = model.path("name").asText();
      add(conditions, "clean", of, model);
      for (JsonNode attack : model.path("attacks")) {
        add(conditions, attack(attack, "itself"), of, attack);
      }
      for (JsonNode attack : model.path("transfers")) {
        add(conditions, attack(attack, attack.path("attacker").asText()), of, attack);
      }
      for (JsonNode corruption : model.path("corruptions")) {
        String name =
            corruption.path("corruption").asText()
                + " "
                + ChartFrame.mark(corruption.path("strength").asDouble());
        corrupted = true;
        add(conditions, name, of, corruption);
      }
    }
    Html html = new Html();
    if (conditions.size() > 1) {
      html.element("h4", "Accuracy under attacks and corruptions, %").add(table(title, conditions));
    }
    if (corrupted) {
      html.element("p class=\"note\"", CORRUPTIONS);
    }
    return html.add(sentences());
  }

  private static void add(
      Map<String, Map<String, JsonNode>> conditions, String name, String model, JsonNode measured) {
    conditions
        .computeIfAbsent(name, key -> new LinkedHashMap<>())
        .put(model, measured.path("metrics").path("accuracy"));
  }

  private static String attack(JsonNode attack, String by) {
    String strength = ChartFrame.mark(attack.path("epsilon").asDouble());
    return attack.path("attack").asText() + " " + strength + " by " + by;
  }

  private Html table(String title, Map<String, Map<String, JsonNode>> conditions) {
    List<String> head = new ArrayList<>(List.of("condition"));
    for (JsonNode model : models) {
      head.addAll(List.of(model.path("name").asText(), "lost, points", "lost, %"));
    }
    List<List<String>> rows = new ArrayList<>();
    List<List<Object>> numbers = new ArrayList<>();
    conditions.forEach(
        (name, accuracies) -> {
          List<String> row = new ArrayList<>(List.of(name));
          for (JsonNode model : models) {
            String of = model.path("name").asText();
            JsonNode accuracy = accuracies.getOrDefault(of, MissingNode.getInstance());
            row.addAll(
                cells(accuracy, model.path("metrics").path("accuracy").path("mean").asDouble()));
            numbers.add(
                List.of(
                    of,
                    name,
                    accuracy.path("mean").asDouble(Double.NaN),
                    accuracy.path("std").asDouble(Double.NaN)));
          }
          rows.add(row);
        });
    Html file =
        files.add(
            "Robustness of " + title, List.of("model", "condition", "accuracy", "std"), numbers);
    return Table.styled("many", head, rows)
        .raw("<p class=\"note\">Lost is the difference to clean, in points and of its accuracy. ")
        .add(file)
        .raw("</p>");
  }

  private static List<String> cells(JsonNode accuracy, double clean) {
    if (accuracy.isMissingNode()) {
      return List.of("–", "–", "–");
    }
    double lost = clean - accuracy.path("mean").asDouble();
    return List.of(
        EvaluationSection.percent(accuracy, false),
        String.format(Locale.ROOT, "%.1f", 100 * lost),
        clean > 0 ? Long.toString(Math.round(100 * lost / clean)) : "–");
  }

  private Html sentences() {
    Html list = new Html();
    for (JsonNode model : models) {
      String name = model.path("name").asText();
      JsonNode strength = model.path("strengthOf30PointsLost");
      if (strength.isNumber()) {
        list.element(
            "li",
            name + " has lost 30 points at a strength of " + Html.number(strength.asDouble()));
      }
      JsonNode flips = model.path("flips");
      if (flips.isObject()) {
        list.element(
            "li",
            String.format(
                Locale.ROOT,
                "targeted attacks in steps of %s (%s norm) turn %s %% of the examples into the next"
                    + " class for %s, in a median of %s steps, at a distance of %s",
                Html.number(flips.path("step").asDouble()),
                flips.path("norm").asText(),
                EvaluationSection.percent(flips.path("rate"), false),
                name,
                EvaluationSection.spread(flips.path("medianSteps"), 1, "%.1f", "%.1f"),
                EvaluationSection.spread(flips.path("medianDistance"), 1, "%.4f", "%.4f")));
      }
    }
    return list.toString().isEmpty() ? list : new Html().raw("<ul>").add(list).raw("</ul>");
  }

  /** Share of examples that targeted attacks have turned, over their steps. */
  Html flips() {
    List<LineChart.Series> series = new ArrayList<>();
    int colour = 0;
    for (JsonNode model : models) {
      List<LineChart.Point> points = new ArrayList<>();
      for (JsonNode share : model.path("flips").path("flippedWithin")) {
        points.add(
            new LineChart.Point(
                points.size(), share.asDouble(), share.asDouble(), share.asDouble()));
      }
      if (!points.isEmpty()) {
        series.add(new LineChart.Series(model.path("name").asText(), colour, points));
      }
      colour++;
    }
    return LineChart.draw(files, "Turned by a targeted attack", "steps", series);
  }
}
