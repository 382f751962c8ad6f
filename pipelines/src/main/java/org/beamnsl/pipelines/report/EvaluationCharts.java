package org.beamnsl.pipelines.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What an evaluation has found, as drawings: accuracy by seed and under attack, calibration. */
final class EvaluationCharts {
  /** Strengths that people speak of, in levels of 8-bit pixels. */
  private static final List<LineChart.Mark> LEVELS =
      List.of(
          new LineChart.Mark(2 / 255.0, "2"),
          new LineChart.Mark(4 / 255.0, "4"),
          new LineChart.Mark(8 / 255.0, "8"));

  private static final int IMAGE_DIMENSIONS = 3;

  private final JsonNode models;
  private final List<JsonNode> trainings;
  private final NumberFiles files;

  /**
   * The charts of an evaluation.
   *
   * @param trainings of its models, as far as known
   */
  EvaluationCharts(JsonNode evaluation, Collection<JsonNode> trainings, NumberFiles files) {
    this.models = evaluation.path("models");
    this.trainings = List.copyOf(trainings);
    this.files = files;
  }

  /** Dots of the seeds, when there are several. */
  Html accuracies() {
    List<SeedChart.Row> rows = new ArrayList<>();
    boolean several = false;
    for (JsonNode model : models) {
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
  Html calibration() {
    List<LineChart.Series> series = new ArrayList<>();
    int colour = 0;
    for (JsonNode model : models) {
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

  /** Accuracy over the strengths of attacks; empty without any. */
  Html attacks() {
    List<LineChart.Series> series = new ArrayList<>();
    int colour = 0;
    String title = "Accuracy under attack";
    List<LineChart.Mark> marks = List.of();
    for (JsonNode model : models) {
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
    for (JsonNode training : trainings) {
      for (JsonNode input : training.path("inputs")) {
        if (input.path("shape").size() == IMAGE_DIMENSIONS) {
          return true;
        }
      }
    }
    return false;
  }

  private static LineChart.Point point(double x, JsonNode metric) {
    double mean = metric.path("mean").asDouble();
    double std = metric.path("std").asDouble();
    return new LineChart.Point(x, mean, Math.max(0, mean - std), Math.min(1, mean + std));
  }
}
