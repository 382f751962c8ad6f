package org.beamnsl.pipelines.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the page says of the training of models: size, data, and curves by loss term. */
final class ModelSection {
  private static final JsonNode NO_SEEDS = MissingNode.getInstance();
  private static final Map<String, String> TITLES =
      Map.of(
          "loss", "Loss",
          "supervised_loss", "Supervised loss",
          "scaled_graph_loss", "Graph loss, scaled",
          "scaled_adversarial_loss", "Adversarial loss, scaled",
          "scaled_virtual_adversarial_loss", "Virtual adversarial loss, scaled",
          "learning_rate", "Learning rate",
          "accuracy", "Accuracy on training examples",
          "val_loss", "Loss on validation examples",
          "val_accuracy", "Accuracy on validation examples");

  private final Map<String, JsonNode> trainings;
  private final Map<String, JsonNode> timings;
  private final NumberFiles files;

  /**
   * A section about trainings.
   *
   * @param trainings by the name of their model
   * @param timings how long they took, as far as known
   */
  ModelSection(Map<String, JsonNode> trainings, Map<String, JsonNode> timings, NumberFiles files) {
    this.trainings = new LinkedHashMap<>(trainings);
    this.timings = new LinkedHashMap<>(timings);
    this.files = files;
  }

  Html render() {
    Html section =
        new Html()
            .add(overview())
            .add(LayersSection.render(trainings, files))
            .raw("<div class=\"charts\">");
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
      section.add(LineChart.draw(files, TITLES.getOrDefault(term, term), "steps", series));
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
                    Html.number(training.path("seeds").size()),
                    sum(name, "seconds", "%,.1f"),
                    throughput(name))));
    return Table.of(
            List.of(
                "model",
                "kind",
                "regularization",
                "parameters",
                "labelled examples",
                "neighbour pairs",
                "seeds",
                "seconds",
                "examples per second"),
            rows)
        .raw(
            "<p class=\"note\">Seconds are those of all seeds together; examples per second are the"
                + " mean over the seeds, with the slowest and the fastest.</p>");
  }

  private String sum(String model, String field, String format) {
    double sum = 0;
    JsonNode seeds = timings.containsKey(model) ? timings.get(model).path("seeds") : NO_SEEDS;
    for (JsonNode seed : seeds) {
      sum += seed.path(field).asDouble();
    }
    return seeds.isEmpty() ? "–" : String.format(Locale.ROOT, format, sum);
  }

  /** The mean over the seeds and the slowest and fastest of them. */
  private String throughput(String model) {
    List<Double> speeds = new ArrayList<>();
    JsonNode seeds = timings.containsKey(model) ? timings.get(model).path("seeds") : NO_SEEDS;
    seeds.forEach(seed -> speeds.add(seed.path("examplesPerSecond").asDouble()));
    if (speeds.isEmpty()) {
      return "–";
    }
    double mean = speeds.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    String text = String.format(Locale.ROOT, "%,.0f", mean);
    return speeds.size() == 1
        ? text
        : text
            + String.format(
                Locale.ROOT, " (%,.0f–%,.0f)", Collections.min(speeds), Collections.max(speeds));
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
