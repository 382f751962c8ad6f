package org.beamnsl.pipelines.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Accuracy over a flag of {@code train}: models of an evaluation whose trainings differ in nothing
 * but this flag make one line, with a band of one standard deviation over the seeds. Below it
 * stands what the further lines gain over the first one, seed by seed.
 */
final class CurveChart {
  private final JsonNode evaluation;
  private final Map<String, JsonNode> trainings;
  private final List<String> tuned;

  /**
   * A chart of an evaluation.
   *
   * @param trainings the training of models by their name, as far as known
   * @param tuned further flags that may differ along a line
   */
  CurveChart(JsonNode evaluation, Map<String, JsonNode> trainings, List<String> tuned) {
    this.evaluation = evaluation;
    this.trainings = trainings;
    this.tuned = tuned;
  }

  /** A model of the evaluation at its place on the line. */
  private record Place(String model, LineChart.Point point, JsonNode seeds, List<Double> bySeed) {}

  /** The figure; empty when no two models differ in the flag only. */
  Html draw(NumberFiles files, String flag) {
    Map<Map<String, String>, List<Place>> lines = new LinkedHashMap<>();
    for (JsonNode model : evaluation.path("models")) {
      String name = model.path("name").asText();
      JsonNode options = trainings.getOrDefault(name, model).path("options");
      JsonNode accuracy = model.path("metrics").path("accuracy");
      double x = number(options.path(flag).asText());
      if (!Double.isNaN(x) && accuracy.path("mean").isNumber()) {
        double mean = accuracy.path("mean").asDouble();
        double std = accuracy.path("std").asDouble();
        List<Double> bySeed = new ArrayList<>();
        accuracy.path("values").forEach(value -> bySeed.add(value.asDouble()));
        lines
            .computeIfAbsent(others(options, flag), key -> new ArrayList<>())
            .add(
                new Place(
                    stem(name, sweptValues(options, flag)),
                    new LineChart.Point(x, mean, Math.max(0, mean - std), Math.min(1, mean + std)),
                    model.path("seeds"),
                    bySeed));
      }
    }
    lines.values().removeIf(line -> line.size() < 2);
    lines.values().forEach(line -> line.sort(Comparator.comparingDouble(at -> at.point().x())));
    List<LineChart.Series> series = new ArrayList<>();
    for (List<Place> line : lines.values()) {
      List<LineChart.Point> points = line.stream().map(Place::point).toList();
      series.add(new LineChart.Series(name(line), series.size(), points));
    }
    return LineChart.drawSpread(files, "Accuracy by " + flag, flag, series)
        .add(gains(files, flag, List.copyOf(lines.values())));
  }

  private List<String> sweptValues(JsonNode options, String flag) {
    List<String> values = new ArrayList<>();
    values.add(options.path(flag).asText());
    tuned.forEach(each -> values.add(options.path(each).asText()));
    return values;
  }

  /**
   * The name without what a sweep put behind it: {@code base} of {@code base_0_05_2}, when 0.05 and
   * 2 are among the values, each of which it may have put there once.
   */
  static String stem(String model, List<String> values) {
    for (int i = 0; i < values.size(); i++) {
      String swept = "_" + values.get(i).replaceAll("[^A-Za-z0-9-]", "_");
      if (model.length() > swept.length() && model.endsWith(swept)) {
        List<String> others = new ArrayList<>(values);
        others.remove(i);
        return stem(model.substring(0, model.length() - swept.length()), others);
      }
    }
    return model;
  }

  private static String name(List<Place> line) {
    return commonName(line.stream().map(Place::model).toList());
  }

  /** What the other lines gain over the first one where both have the same seeds. */
  private static Html gains(NumberFiles files, String flag, List<List<Place>> lines) {
    List<List<String>> rows = new ArrayList<>();
    List<List<Object>> numbers = new ArrayList<>();
    for (List<Place> line : lines.subList(Math.min(1, lines.size()), lines.size())) {
      for (Place place : line) {
        for (Place first : lines.get(0)) {
          if (first.point().x() == place.point().x()
              && first.seeds().equals(place.seeds())
              && place.bySeed().size() > 1) {
            DoubleSummaryStatistics gains = new DoubleSummaryStatistics();
            double[] each = new double[place.bySeed().size()];
            for (int i = 0; i < each.length; i++) {
              each[i] = 100 * (place.bySeed().get(i) - first.bySeed().get(i));
              gains.accept(each[i]);
            }
            double mean = gains.getAverage();
            double squares = Arrays.stream(each).map(gain -> (gain - mean) * (gain - mean)).sum();
            double std = Math.sqrt(squares / (each.length - 1));
            String at = ChartFrame.mark(place.point().x());
            String gain = String.format(Locale.ROOT, "%+.1f ± %.1f", mean, std);
            rows.add(List.of(name(line), at, gain));
            numbers.add(List.of(name(line), place.point().x(), mean, std, each.length));
          }
        }
      }
    }
    if (rows.isEmpty()) {
      return new Html();
    }
    String title = "Gain over " + name(lines.get(0)) + ", points, by seed";
    Html file = files.add(title, List.of("series", flag, "mean", "std", "seeds"), numbers);
    return new Html()
        .raw("<figure>")
        .add(Table.of(List.of("", flag, title), rows))
        .raw("<p class=\"note\">")
        .add(file)
        .raw("</p></figure>");
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private Map<String, String> others(JsonNode options, String flag) {
    Map<String, String> others = new TreeMap<>();
    options.properties().forEach(each -> others.put(each.getKey(), each.getValue().asText()));
    others.remove(flag);
    tuned.forEach(others::remove);
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
