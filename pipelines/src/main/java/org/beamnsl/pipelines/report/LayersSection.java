package org.beamnsl.pipelines.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** The layers of models with the shapes of their outputs, once for models that have the same. */
final class LayersSection {
  private LayersSection() {}

  /**
   * A table per architecture.
   *
   * @param trainings by the name of their model
   */
  static Html render(Map<String, JsonNode> trainings, NumberFiles files) {
    Map<List<JsonNode>, List<String>> architectures = new LinkedHashMap<>();
    trainings.forEach(
        (name, training) -> {
          if (!training.path("layers").isEmpty()) {
            architectures
                .computeIfAbsent(
                    List.of(training.path("inputs"), training.path("layers")),
                    key -> new ArrayList<>())
                .add(name);
          }
        });
    Html html = new Html();
    architectures.forEach((both, names) -> html.add(table(both.get(0), both.get(1), names, files)));
    return html;
  }

  private static Html table(
      JsonNode inputs, JsonNode layers, List<String> names, NumberFiles files) {
    List<List<String>> rows = new ArrayList<>();
    List<List<Object>> numbers = new ArrayList<>();
    for (JsonNode input : inputs) {
      String kind = "input, " + input.path("kind").asText();
      rows.add(row(input.path("name").asText(), kind, shape(input.path("shape")), "–"));
    }
    for (JsonNode layer : layers) {
      String name = layer.path("name").asText();
      String kind = layer.path("kind").asText();
      String shape = shape(layer.path("outputShape"));
      long parameters = layer.path("parameters").asLong();
      rows.add(row(name, kind, shape, Html.number(parameters)));
      numbers.add(List.of(name, kind, shape, parameters));
    }
    String title = "Layers of " + String.join(", ", names);
    return new Html()
        .raw("<details class=\"layers\" open><summary>")
        .text(title)
        .raw("</summary>")
        .add(Table.of(List.of("layer", "kind", "output", "parameters"), rows))
        .raw("<p class=\"note\">")
        .add(files.add(title, List.of("layer", "kind", "output", "parameters"), numbers))
        .raw("</p></details>");
  }

  private static List<String> row(String name, String kind, String shape, String parameters) {
    return List.of(name, kind, shape, parameters);
  }

  /** {@code 126 × 126 × 16}; a question mark where the length varies. */
  private static String shape(JsonNode sizes) {
    StringJoiner shape = new StringJoiner(" × ");
    sizes.forEach(size -> shape.add(size.asLong() < 0 ? "?" : Html.number(size.asLong())));
    return shape.toString();
  }
}
