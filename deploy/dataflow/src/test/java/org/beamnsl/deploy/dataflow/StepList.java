package org.beamnsl.deploy.dataflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The steps of a Dataflow job as lines: kind, name, and the coder of every output. */
final class StepList {
  private StepList() {}

  static List<String> of(JsonNode job) {
    List<String> lines = new ArrayList<>();
    for (JsonNode step : job.get("steps")) {
      JsonNode properties = step.get("properties");
      lines.add(step.get("kind").asText() + " " + text(properties.get("user_name")));
      for (JsonNode output : properties.path("output_info")) {
        String name = text(output.get("user_name"));
        lines.add("  " + name.substring(name.lastIndexOf('.') + 1) + ": " + coder(output));
      }
    }
    return lines;
  }

  private static String coder(JsonNode output) {
    return type(output.get("encoding"));
  }

  private static String type(JsonNode encoding) {
    String name = text(encoding.get("@type"));
    if (encoding.has("type")) {
      // A coder of somebody's own: the kind says nothing, the class does.
      name = text(encoding.get("type"));
    }
    name = name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf(':')) + 1);
    List<String> parts = new ArrayList<>();
    for (JsonNode component : encoding.path("component_encodings")) {
      parts.add(type(component));
    }
    return parts.isEmpty() ? name : name + "<" + String.join(", ", parts) + ">";
  }

  /** Texts stand in the job as they are or as schema.org objects. */
  private static String text(JsonNode node) {
    return node.isObject() ? node.get("value").asText() : node.asText();
  }
}
