package org.beamnsl.pipelines.workflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.beamnsl.core.command.CommandSpec;
import org.beamnsl.core.command.Flag;
import org.beamnsl.core.command.FlagSpec;
import org.beamnsl.core.failure.NslException;
import org.jspecify.annotations.Nullable;

/** Reads one stage of a workflow file and checks it against its command's specification. */
final class StageReader {
  private static final String OUTPUT = "output";

  private final String file;
  private final Variables variables;
  private final CommandCatalog catalog;

  StageReader(String file, Variables variables, CommandCatalog catalog) {
    this.file = file;
    this.variables = variables;
    this.catalog = catalog;
  }

  /**
   * Reads a stage.
   *
   * @param common options that every command with such a flag takes
   * @param before the names of the stages above it
   * @param set options from the command line, which replace those of the file
   */
  Stage stage(
      YamlNode.Mapping mapping,
      Map<String, String> common,
      List<String> before,
      Map<String, String> set) {
    String name = WorkflowReader.required(file, variables, mapping, "name");
    CommandSpec spec = command(mapping);
    Map<String, String> options = new LinkedHashMap<>();
    common.forEach(
        (flag, value) -> {
          if (find(spec, flag).isPresent()) {
            options.put(flag, value);
          }
        });
    options.putAll(options(mapping, spec));
    set.forEach(
        (flag, value) -> {
          check("--set=" + name + "." + flag + "=" + value, spec, flag, value);
          options.put(flag, value);
        });
    Map<String, List<String>> inputs = inputs(mapping, spec, before);
    for (String role : inputs.keySet()) {
      if (options.containsKey(role)) {
        throw YamlReader.error(
            file, mapping.line(), "'" + role + "' stands in both inputs and options of " + name);
      }
    }
    return new Stage(name, spec, inputs, options, mapping.line());
  }

  private CommandSpec command(YamlNode.Mapping mapping) {
    String command = WorkflowReader.required(file, variables, mapping, "command");
    Optional<CommandSpec> spec = catalog.find(command);
    if (spec.isEmpty()) {
      throw YamlReader.error(
          file,
          mapping.keyLines().getOrDefault("command", mapping.line()),
          "unknown command '"
              + command
              + "'"
              + WorkflowReader.hint(command, catalog.stageCommands()));
    }
    return spec.get();
  }

  private Map<String, String> options(YamlNode.Mapping stage, CommandSpec spec) {
    Map<String, String> options = new LinkedHashMap<>();
    @Nullable YamlNode node = stage.entries().get("options");
    if (node == null) {
      return options;
    }
    YamlNode.Mapping mapping = WorkflowReader.mapping(file, node, "'options'");
    mapping
        .entries()
        .forEach(
            (flag, value) -> {
              String where = file + ":" + mapping.keyLines().getOrDefault(flag, mapping.line());
              String text = String.join(",", texts(value, flag));
              check(where, spec, flag, text);
              options.put(flag, text);
            });
    return options;
  }

  private void check(String where, CommandSpec spec, String flag, String text) {
    Optional<FlagSpec> known = find(spec, flag);
    if (known.isEmpty()) {
      if (spec.engineFlags() && catalog.engineFlags().get().contains(flag)) {
        return;
      }
      List<String> names = spec.flags().stream().map(FlagSpec::name).toList();
      throw NslException.config(
          where
              + ": "
              + spec.name()
              + " has no option '"
              + flag
              + "'"
              + WorkflowReader.hint(flag, names)
              + " ('nsl help "
              + spec.name()
              + "' lists them)");
    }
    if (flag.equals(OUTPUT)) {
      throw NslException.config(where + ": 'output' is chosen by run; leave it out");
    }
    known
        .get()
        .complaint(text)
        .ifPresent(
            expected -> {
              throw NslException.config(
                  where + ": " + flag + ": " + text + ": expected " + expected);
            });
  }

  private Map<String, List<String>> inputs(
      YamlNode.Mapping stage, CommandSpec spec, List<String> before) {
    Map<String, List<String>> inputs = new LinkedHashMap<>();
    @Nullable YamlNode node = stage.entries().get("inputs");
    if (node == null) {
      return inputs;
    }
    YamlNode.Mapping mapping = WorkflowReader.mapping(file, node, "'inputs'");
    List<String> roles =
        spec.flags().stream()
            .filter(flag -> flag.kind() == Flag.Kind.INPUT || flag.kind() == Flag.Kind.SERVED)
            .map(FlagSpec::name)
            .toList();
    WorkflowReader.checkKeys(file, mapping, roles, "of the inputs of " + spec.name());
    mapping
        .entries()
        .forEach(
            (role, value) -> {
              List<String> references = texts(value, role);
              references.forEach(reference -> checkReference(value.line(), reference, before));
              inputs.put(role, references);
            });
    return inputs;
  }

  private void checkReference(int line, String reference, List<String> before) {
    String head = reference.split("/", 2)[0];
    boolean bareWord =
        !reference.contains("/")
            && !reference.contains(".")
            && EarlierRuns.Reference.in(reference).isEmpty();
    if (bareWord && !before.contains(head)) {
      throw YamlReader.error(
          file,
          line,
          "no stage before this one is named '" + head + "'" + WorkflowReader.hint(head, before));
    }
  }

  private List<String> texts(YamlNode node, String key) {
    if (node instanceof YamlNode.Scalar scalar) {
      return List.of(variables.replace(file + ":" + scalar.line(), scalar.text()));
    }
    if (node instanceof YamlNode.Sequence sequence) {
      List<String> texts = new ArrayList<>();
      for (YamlNode item : sequence.items()) {
        if (!(item instanceof YamlNode.Scalar)) {
          throw YamlReader.error(file, item.line(), "'" + key + "': a list of plain values");
        }
        texts.addAll(texts(item, key));
      }
      return texts;
    }
    throw YamlReader.error(file, node.line(), "'" + key + "' must be a value or a list of values");
  }

  private static Optional<FlagSpec> find(CommandSpec spec, String flag) {
    return spec.flags().stream().filter(each -> each.name().equals(flag)).findFirst();
  }
}
