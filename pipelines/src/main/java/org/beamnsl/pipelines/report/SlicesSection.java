package org.beamnsl.pipelines.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How right the models of an evaluation are on parts of the examples. */
final class SlicesSection {
  private final JsonNode models;
  private final ClassNames classes;
  private final String labelFeature;
  private final NumberFiles files;

  SlicesSection(JsonNode evaluation, ClassNames classes, String labelFeature, NumberFiles files) {
    this.models = evaluation.path("models");
    this.classes = classes;
    this.labelFeature = labelFeature;
    this.files = files;
  }

  /** The table; empty when the evaluation was not sliced. */
  Html render(String title) {
    Map<List<String>, Map<String, String>> rows = new LinkedHashMap<>();
    List<String> names = new ArrayList<>();
    List<List<Object>> numbers = new ArrayList<>();
    for (JsonNode model : models) {
      String name = model.path("name").asText();
      names.add(name);
      for (JsonNode slice : model.path("slices")) {
        JsonNode accuracy = slice.path("metrics").path("accuracy");
        numbers.add(
            List.of(
                name,
                slice.path("feature").asText(),
                slice.path("value").asText(),
                slice.path("examples").asLong(),
                accuracy.path("mean").asDouble(),
                accuracy.path("std").asDouble()));
        rows.computeIfAbsent(
                List.of(
                    slice.path("feature").asText() + " = " + value(slice),
                    Html.number(slice.path("examples").asLong())),
                key -> new LinkedHashMap<>())
            .put(name, EvaluationSection.percent(accuracy, false));
      }
    }
    return rows.isEmpty() ? new Html() : table(title, names, rows, numbers);
  }

  private Html table(
      String title,
      List<String> names,
      Map<List<String>, Map<String, String>> rows,
      List<List<Object>> numbers) {
    List<String> head = new ArrayList<>(List.of("slice", "examples"));
    head.addAll(names);
    List<List<String>> table = new ArrayList<>();
    rows.forEach(
        (key, values) -> {
          List<String> row = new ArrayList<>(key);
          names.forEach(name -> row.add(values.getOrDefault(name, "–")));
          table.add(row);
        });
    Html file =
        files.add(
            "Slices of " + title,
            List.of("model", "feature", "value", "examples", "accuracy", "std"),
            numbers);
    return new Html()
        .element("h4", "Accuracy by slice, %")
        .add(Table.of(head, table))
        .raw("<p class=\"note\">")
        .add(file)
        .raw("</p>");
  }

  /** The value of a slice; classes with their names. */
  private String value(JsonNode slice) {
    String value = slice.path("value").asText();
    boolean label = slice.path("feature").asText().equals(labelFeature);
    return label && value.matches("\\d{1,6}") ? classes.numbered(Integer.parseInt(value)) : value;
  }
}
