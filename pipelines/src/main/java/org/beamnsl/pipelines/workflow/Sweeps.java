package org.beamnsl.pipelines.workflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Stages that are run once for every value of an option: {@code sweep: {labelFraction: [0.01,
 * 0.1]}} makes of stage {@code base} the stages {@code base_0_01} and {@code base_0_1}; several
 * options make all combinations. A list of maps in its place, {@code sweep: [{labelFraction: 0.01,
 * steps: 200}, {labelFraction: 0.1, steps: 900}]}, makes one stage of each map. {@code base} among
 * the inputs of a later stage means all of them, or, for a stage with the same sweep, the one with
 * the same values.
 */
final class Sweeps {
  private static final String SWEEP = "sweep";
  private static final String[] NO_PARTS = {};

  /** One of the stages that a sweep makes. */
  private record Variant(String name, Map<String, String> values) {}

  private final String file;
  private final Variables variables;
  private final Map<String, List<Variant>> variants = new LinkedHashMap<>();
  private final Map<String, String> groups = new LinkedHashMap<>();

  Sweeps(String file, Variables variables) {
    this.file = file;
    this.variables = variables;
  }

  /** The name that a stage has in the file. */
  String nameInFile(String stage) {
    return groups.getOrDefault(stage, stage);
  }

  /** The stages that a stage of the file stands for, with references to sweeps written out. */
  List<YamlNode.Mapping> expand(YamlNode.Mapping stage, String name) {
    @Nullable YamlNode node = stage.entries().get(SWEEP);
    if (node == null) {
      return List.of(stage(stage, name, Map.of()));
    }
    List<Variant> made = new ArrayList<>();
    List<Map<String, String>> all =
        node instanceof YamlNode.Sequence list
            ? listed(list)
            : combinations(WorkflowReader.mapping(file, node, "'sweep'"));
    for (Map<String, String> values : all) {
      String suffix = String.join("_", values.values()).replaceAll("[^A-Za-z0-9-]", "_");
      made.add(new Variant(name + "_" + suffix, values));
    }
    List<YamlNode.Mapping> stages = new ArrayList<>();
    for (Variant variant : made) {
      if (groups.put(variant.name(), name) != null) {
        throw YamlReader.error(
            file, node.line(), "the sweep makes two stages named '" + variant.name() + "'");
      }
      stages.add(stage(stage, variant.name(), variant.values()));
    }
    variants.put(name, made);
    return stages;
  }

  private List<Map<String, String>> listed(YamlNode.Sequence sweep) {
    List<Map<String, String>> all = new ArrayList<>();
    for (YamlNode item : sweep.items()) {
      YamlNode.Mapping options = WorkflowReader.mapping(file, item, "an item of a sweep");
      Map<String, String> values = new LinkedHashMap<>();
      for (Map.Entry<String, YamlNode> option : options.entries().entrySet()) {
        values.put(option.getKey(), listedValue(option.getKey(), option.getValue()));
      }
      if (values.isEmpty() || !all.isEmpty() && !all.get(0).keySet().equals(values.keySet())) {
        throw YamlReader.error(
            file, item.line(), "the items of a sweep must set the same options, at least one");
      }
      all.add(values);
    }
    if (all.isEmpty()) {
      throw YamlReader.error(file, sweep.line(), "a sweep must have items");
    }
    return all;
  }

  /** The text of an option in an item; a list is written as the flag is. */
  private String listedValue(String option, YamlNode node) {
    return node instanceof YamlNode.Scalar
        ? values(option, new YamlNode.Sequence(List.of(node), node.line())).get(0)
        : String.join(",", values(option, node));
  }

  private List<Map<String, String>> combinations(YamlNode.Mapping sweep) {
    List<Map<String, String>> all = List.of(Map.of());
    for (Map.Entry<String, YamlNode> option : sweep.entries().entrySet()) {
      List<Map<String, String>> longer = new ArrayList<>();
      for (Map<String, String> values : all) {
        for (String value : values(option.getKey(), option.getValue())) {
          Map<String, String> more = new LinkedHashMap<>(values);
          more.put(option.getKey(), value);
          longer.add(more);
        }
      }
      all = longer;
    }
    return all;
  }

  private List<String> values(String option, YamlNode node) {
    List<String> values = new ArrayList<>();
    if (node instanceof YamlNode.Sequence sequence) {
      for (YamlNode item : sequence.items()) {
        if (item instanceof YamlNode.Scalar scalar && !scalar.text().isBlank()) {
          values.add(variables.replace(file + ":" + scalar.line(), scalar.text()));
        }
      }
      if (!values.isEmpty() && values.size() == sequence.items().size()) {
        return values;
      }
    }
    throw YamlReader.error(
        file, node.line(), "'" + option + "' of a sweep must be a list of plain values");
  }

  private YamlNode.Mapping stage(YamlNode.Mapping stage, String name, Map<String, String> values) {
    Map<String, YamlNode> entries = new LinkedHashMap<>(stage.entries());
    entries.remove(SWEEP);
    entries.put("name", new YamlNode.Scalar(name, stage.line()));
    if (!values.isEmpty()) {
      entries.put("options", options(stage, values));
    }
    @Nullable YamlNode inputs = stage.entries().get("inputs");
    if (inputs instanceof YamlNode.Mapping roles) {
      Map<String, YamlNode> written = new LinkedHashMap<>();
      roles.entries().forEach((role, node) -> written.put(role, references(node, values)));
      entries.put("inputs", new YamlNode.Mapping(written, roles.keyLines(), roles.line()));
    }
    return new YamlNode.Mapping(entries, stage.keyLines(), stage.line());
  }

  private YamlNode.Mapping options(YamlNode.Mapping stage, Map<String, String> values) {
    int line = stage.line();
    Map<String, YamlNode> options = new LinkedHashMap<>();
    Map<String, Integer> lines = new LinkedHashMap<>();
    @Nullable YamlNode given = stage.entries().get("options");
    if (given != null) {
      YamlNode.Mapping mapping = WorkflowReader.mapping(file, given, "'options'");
      options.putAll(mapping.entries());
      lines.putAll(mapping.keyLines());
    }
    values.forEach(
        (option, value) -> {
          if (options.put(option, new YamlNode.Scalar(value, line)) != null) {
            throw YamlReader.error(file, line, "'" + option + "' stands in both options and sweep");
          }
          lines.put(option, line);
        });
    return new YamlNode.Mapping(options, lines, line);
  }

  private YamlNode references(YamlNode node, Map<String, String> values) {
    List<YamlNode> items =
        node instanceof YamlNode.Sequence sequence ? sequence.items() : List.of(node);
    List<YamlNode> written = new ArrayList<>();
    boolean changed = false;
    for (YamlNode item : items) {
      String[] parts = item instanceof YamlNode.Scalar text ? text.text().split("/", 2) : NO_PARTS;
      @Nullable List<Variant> group = parts.length == 0 ? null : variants.get(parts[0]);
      if (group == null) {
        written.add(item);
        continue;
      }
      changed = true;
      String rest = parts.length == 1 ? "" : "/" + parts[1];
      for (Variant variant : chosen(group, values)) {
        written.add(new YamlNode.Scalar(variant.name() + rest, item.line()));
      }
    }
    return changed ? new YamlNode.Sequence(written, node.line()) : node;
  }

  /** The variant with the same values where there is one, else all. */
  private static List<Variant> chosen(List<Variant> group, Map<String, String> values) {
    List<Variant> same = group.stream().filter(variant -> variant.values().equals(values)).toList();
    return same.isEmpty() ? group : same;
  }
}
