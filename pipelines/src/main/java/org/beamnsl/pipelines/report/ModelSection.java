package org.beamnsl.pipelines.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the page says of the training of models: size, data, and curves by loss term. */
final class ModelSection {
  private static final Map<String, String> TITLES =
      Map.of(
          "loss", "Loss",
          "supervised_loss", "Supervised loss",
          "scaled_graph_loss", "Graph loss, scaled",
          "scaled_adversarial_loss", "Adversarial loss, scaled",
          "scaled_virtual_adversarial_loss", "Virtual adversarial loss, scaled",
          "accuracy", "Accuracy on training examples",
          "val_loss", "Loss on validation examples",
          "val_accuracy", "Accuracy on validation examples");

  private final Map<String, JsonNode> trainings;

  /** A section about trainings by the name of their model. */
  ModelSection(Map<String, JsonNode> trainings) {
    this.trainings = new LinkedHashMap<>(trainings);
  }

  Html render() {
    Html section = new Html().add(overview()).raw("<div class=\"charts\">");
    for (String term : terms()) {
      List<LineChart.Series> series = new ArrayList<>();
      int colour = 0;
      for (Map.Entry<String, JsonNode> training : trainings.entrySet()) {
        List<LineChart.Point> points = points(training.getValue(), term);
        if (!points.isEmpty()) {
          series.add(new LineChart.Series(training.getKey(), colour, points));
        }
        colour++;
      }
      section.add(LineChart.draw(TITLES.getOrDefault(term, term), "steps", series));
    }
    return section.raw("</div>");
  }

  private Html overview() {
    List<List<String>> rows = new ArrayList<>();
    trainings.forEach(
        (name, training) ->
            rows.add(
                List.of(
                    name,
                    training.path("model").asText(),
                    training.path("regularization").asText(),
                    Html.number(training.path("parameters").asLong()),
                    Html.number(training.path("data").path("labelled").asLong()),
                    Html.number(training.path("data").path("neighborPairs").asLong()),
                    Html.number(training.path("seeds").size()))));
    return Table.of(
        List.of(
            "model",
            "kind",
            "regularization",
            "parameters",
            "labelled examples",
            "neighbour pairs",
            "seeds"),
        rows);
  }

  private Set<String> terms() {
    Set<String> found = new LinkedHashSet<>();
    for (JsonNode training : trainings.values()) {
      for (JsonNode run : training.path("runs")) {
        for (JsonNode entry : run.path("history")) {
          entry.path("metrics").fieldNames().forEachRemaining(found::add);
        }
      }
    }
    return found;
  }

  /** Means over the seeds at each step, with the lowest and the highest seed. */
  private static List<LineChart.Point> points(JsonNode training, String term) {
    Map<Long, List<Double>> values = new TreeMap<>();
    for (JsonNode run : training.path("runs")) {
      for (JsonNode entry : run.path("history")) {
        JsonNode value = entry.path("metrics").path(term);
        if (value.isNumber()) {
          values
              .computeIfAbsent(entry.path("step").asLong(), step -> new ArrayList<>())
              .add(value.asDouble());
        }
      }
    }
    List<LineChart.Point> points = new ArrayList<>();
    values.forEach(
        (step, each) ->
            points.add(
                new LineChart.Point(
                    step,
                    each.stream().mapToDouble(Double::doubleValue).average().orElse(0),
                    each.stream().mapToDouble(Double::doubleValue).min().orElse(0),
                    each.stream().mapToDouble(Double::doubleValue).max().orElse(0))));
    return points;
  }
}
