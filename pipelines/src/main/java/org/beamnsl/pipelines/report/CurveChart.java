package org.beamnsl.pipelines.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Accuracy over a flag of {@code train}: models of an evaluation whose trainings differ in nothing
 * but this flag make one line, with a band of one standard deviation over the seeds.
 */
final class CurveChart {
  private final JsonNode evaluation;
  private final Map<String, JsonNode> trainings;

  CurveChart(JsonNode evaluation, Map<String, JsonNode> trainings) {
    this.evaluation = evaluation;
    this.trainings = trainings;
  }

  /** The figure; empty when no two models differ in the flag only. */
  Html draw(NumberFiles files, String flag) {
    Map<Map<String, String>, Map<String, LineChart.Point>> lines = new LinkedHashMap<>();
    for (JsonNode model : evaluation.path("models")) {
      String name = model.path("name").asText();
      JsonNode options = trainings.getOrDefault(name, model).path("options");
      JsonNode accuracy = model.path("metrics").path("accuracy");
      double x = number(options.path(flag).asText());
      if (!Double.isNaN(x) && accuracy.path("mean").isNumber()) {
        double mean = accuracy.path("mean").asDouble();
        double std = accuracy.path("std").asDouble();
        lines
            .computeIfAbsent(others(options, flag), key -> new LinkedHashMap<>())
            .put(name, new LineChart.Point(x, mean, mean - std, mean + std));
      }
    }
    List<LineChart.Series> series = new ArrayList<>();
    for (Map<String, LineChart.Point> line : lines.values()) {
      List<LineChart.Point> points = new ArrayList<>(line.values());
      points.sort(Comparator.comparingDouble(LineChart.Point::x));
      if (points.size() > 1) {
        series.add(
            new LineChart.Series(commonName(List.copyOf(line.keySet())), series.size(), points));
      }
    }
    return LineChart.draw(files, "Accuracy by " + flag, flag, series);
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static Map<String, String> others(JsonNode options, String flag) {
    Map<String, String> others = new TreeMap<>();
    options.properties().forEach(each -> others.put(each.getKey(), each.getValue().asText()));
    others.remove(flag);
    return others;
  }

  /** What the names begin with in common: {@code base} of {@code base_1} and {@code base_5}. */
  static String commonName(List<String> names) {
    String common = names.get(0);
    for (String name : names) {
      int length = 0;
      while (length < Math.min(common.length(), name.length())
          && common.charAt(length) == name.charAt(length)) {
        length++;
      }
      common = common.substring(0, length);
    }
    String trimmed = common.replaceAll("[^\\p{L}\\p{N}]+$", "");
    return trimmed.isEmpty() ? String.join(", ", names) : trimmed;
  }
}
