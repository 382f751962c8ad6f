package org.beamnsl.pipelines.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What the page says of statistics: features of every split, anomalies, drift. */
final class StatisticsSection {
  private static final int TOP = 3;
  private static final int LONGEST_VALUE = 30;

  private final JsonNode statistics;
  private final JsonNode drift;
  private final String anomalies;
  private final double maxDrift;
  private final NumberFiles files;

  /**
   * A section about statistics.
   *
   * @param drift distance of features from earlier data; a missing node without such
   * @param anomalies a line for each
   * @param maxDrift the distance that was allowed; 1 allows any
   */
  StatisticsSection(
      JsonNode statistics, JsonNode drift, String anomalies, double maxDrift, NumberFiles files) {
    this.statistics = statistics;
    this.drift = drift;
    this.anomalies = anomalies;
    this.maxDrift = maxDrift;
    this.files = files;
  }

  Html render(String name) {
    Html html = new Html().element("h3", name);
    statistics
        .properties()
        .forEach(
            split ->
                html.element(
                        "h4",
                        split.getKey()
                            + ": "
                            + Html.number(split.getValue().path("examples").asLong())
                            + " examples")
                    .add(features(name, split)));
    return html.add(anomalies()).add(drift());
  }

  private Html features(String name, Map.Entry<String, JsonNode> split) {
    List<List<String>> rows = new ArrayList<>();
    List<List<Object>> numbers = new ArrayList<>();
    split
        .getValue()
        .path("features")
        .properties()
        .forEach(
            feature -> {
              rows.add(row(feature.getKey(), feature.getValue()));
              numbers.add(numbers(feature.getKey(), feature.getValue()));
            });
    Html file =
        files.add(
            name + " " + split.getKey(),
            List.of(
                "feature",
                "present",
                "missing",
                "shortest",
                "longest",
                "mean_length",
                "median_length",
                "mean",
                "std",
                "smallest",
                "median",
                "largest",
                "distinct"),
            numbers);
    return new Html()
        .add(
            Table.styled(
                "texts",
                List.of(
                    "feature",
                    "kind",
                    "missing",
                    "values each",
                    "mean ± std",
                    "smallest",
                    "median",
                    "largest",
                    "distinct",
                    "frequent"),
                rows))
        .raw(
            "<p class=\"note\">Of texts, numbers are of their lengths in bytes. A label of -1 is none. ")
        .add(file)
        .raw("</p>");
  }

  private static List<String> row(String name, JsonNode feature) {
    long least = feature.path("minLength").asLong();
    long most = feature.path("maxLength").asLong();
    return List.of(
        name,
        feature.path("kinds").properties().stream()
            .map(Map.Entry::getKey)
            .collect(Collectors.joining(", ")),
        Html.number(feature.path("missing").asLong()),
        least == most
            ? Html.number(least)
            : String.format(
                "%s–%s, mean %s",
                Html.number(least),
                Html.number(most),
                Html.number(feature.path("meanLength").asDouble())),
        String.format(
            Locale.ROOT,
            "%s ± %s",
            Html.number(feature.path("mean").asDouble()),
            Html.number(feature.path("std").asDouble())),
        quantile(feature, 0),
        quantile(feature, 5),
        quantile(feature, 10),
        countsEveryValue(feature) ? Html.number(feature.path("distinct").asLong()) : "",
        frequent(feature));
  }

  private static List<Object> numbers(String name, JsonNode feature) {
    List<Object> row = new ArrayList<>(List.of(name));
    for (String each : List.of("present", "missing", "minLength", "maxLength")) {
      row.add(feature.path(each).asLong());
    }
    row.add(feature.path("meanLength").asDouble());
    row.add(feature.path("lengthQuantiles").path(5).asDouble(Double.NaN));
    row.add(feature.path("mean").asDouble());
    row.add(feature.path("std").asDouble());
    for (int decile : new int[] {0, 5, 10}) {
      row.add(feature.path("quantiles").path(decile).asDouble(Double.NaN));
    }
    row.add(feature.path("distinct").asLong());
    return row;
  }

  private static String quantile(JsonNode feature, int decile) {
    JsonNode value = feature.path("quantiles").path(decile);
    return value.isNumber() ? Html.number(value.asDouble()) : "";
  }

  /** Whether the number of different values is known: long texts and rare values escape it. */
  private static boolean countsEveryValue(JsonNode feature) {
    return !feature.path("top").isEmpty()
        && feature.path("topError").asLong() == 0
        && feature.path("counted").asLong(feature.path("values").asLong())
            == feature.path("values").asLong();
  }

  private static String frequent(JsonNode feature) {
    if (feature.path("distinct").asLong() == feature.path("values").asLong()) {
      return "";
    }
    return feature.path("top").properties().stream()
        .filter(each -> each.getValue().asLong() > 1)
        .sorted(
            Comparator.comparingLong(
                    (Map.Entry<String, JsonNode> each) -> -each.getValue().asLong())
                .thenComparing(Map.Entry::getKey))
        .limit(TOP)
        .map(each -> cut(each.getKey()) + " × " + Html.number(each.getValue().asLong()))
        .collect(Collectors.joining(", "));
  }

  private static String cut(String text) {
    return text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE - 1) + "…";
  }

  private Html anomalies() {
    List<String> lines = anomalies.lines().filter(line -> !line.isBlank()).toList();
    if (lines.isEmpty()) {
      return new Html().raw("<p><span class=\"good\">No anomalies</span> against the schema.</p>");
    }
    Html html = new Html().element("h4", "Anomalies").raw("<ul>");
    lines.forEach(line -> html.element("li", line));
    return html.raw("</ul>");
  }

  private Html drift() {
    if (drift.isEmpty()) {
      return new Html();
    }
    List<BarChart.Bar> bars = new ArrayList<>();
    drift
        .properties()
        .forEach(each -> bars.add(new BarChart.Bar(each.getKey(), each.getValue().asDouble())));
    boolean bounded = maxDrift < 1;
    String label = bounded ? "feature (dashed: allowed)" : "feature";
    BarChart chart = BarChart.of("Drift from earlier data", label, "distance", bars);
    if (bounded) {
      chart = chart.withLevel(maxDrift);
    }
    return new Html()
        .raw("<div class=\"charts\">")
        .add(chart.draw(files))
        .raw("</div>")
        .raw(
            "<p class=\"note\">Distances from 0 to 1: L-infinity for categories, Jensen–Shannon for"
                + " numbers.</p>");
  }
}
