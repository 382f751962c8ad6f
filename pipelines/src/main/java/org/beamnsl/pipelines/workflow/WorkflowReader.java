package org.beamnsl.pipelines.workflow;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.beamnsl.core.command.NearestName;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.storage.Storages;
import org.jspecify.annotations.Nullable;

/**
 * Reads workflow files and checks all that can be checked before anything runs: keys, commands,
 * flags and their values, references between stages. Every complaint is one of exit code 78 and
 * names file and line.
 */
final class WorkflowReader {
  private static final Set<String> TOP = Set.of("root", "seed", "stages");
  private static final Set<String> STAGE = Set.of("name", "command", "sweep", "inputs", "options");
  private static final String NAME = "[A-Za-z][A-Za-z0-9_-]*";

  private final String file;
  private final Settings settings;
  private final Variables variables;
  private final StageReader stages;
  private final Sweeps sweeps;

  private WorkflowReader(
      String file, Settings settings, CommandCatalog catalog, Map<String, String> environment) {
    this.file = file;
    this.settings = settings;
    this.variables = new Variables(settings.variables(), environment);
    this.stages = new StageReader(file, variables, catalog);
    this.sweeps = new Sweeps(file, variables);
  }

  /**
   * Reads a workflow file.
   *
   * @param settings what {@code --set} gives
   * @param catalog the commands that stages may run
   * @param environment values for variables that are not set
   */
  static Workflow read(
      String file, Settings settings, CommandCatalog catalog, Map<String, String> environment) {
    String text;
    try (InputStream in = Storages.of(file).open(file)) {
      text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw NslException.noInput("--config=" + file + ": not found");
    } catch (IOException e) {
      throw NslException.noInput("--config=" + file + ": " + e);
    }
    YamlNode tree = YamlReader.read(file, text);
    return new WorkflowReader(file, settings, catalog, environment).workflow(tree);
  }

  private Workflow workflow(YamlNode tree) {
    YamlNode.Mapping top = mapping(file, tree, "a workflow");
    checkKeys(file, top, TOP, "of a workflow");
    String root = required(file, variables, top, "root");
    Map<String, String> common = new LinkedHashMap<>();
    if (top.entries().containsKey("seed")) {
      common.put("seed", required(file, variables, top, "seed"));
    }
    @Nullable YamlNode list = top.entries().get("stages");
    if (!(list instanceof YamlNode.Sequence sequence) || sequence.items().isEmpty()) {
      throw YamlReader.error(file, top.line(), "'stages' must be a list of stages");
    }
    List<Stage> read = new ArrayList<>();
    for (YamlNode item : sequence.items()) {
      YamlNode.Mapping mapping = mapping(file, item, "a stage");
      checkKeys(file, mapping, STAGE, "of a stage");
      String name = required(file, variables, mapping, "name");
      if (!name.matches(NAME)) {
        throw YamlReader.error(
            file, mapping.line(), "the stage name '" + name + "' must match " + NAME);
      }
      for (YamlNode.Mapping stage : sweeps.expand(mapping, name)) {
        List<String> before = read.stream().map(Stage::name).toList();
        String own = required(file, variables, stage, "name");
        if (before.contains(own)) {
          throw YamlReader.error(file, mapping.line(), "two stages are named '" + own + "'");
        }
        read.add(stages.stage(stage, common, before, stageSettings(name)));
      }
    }
    checkSettings(read);
    checkEarlier(read);
    return new Workflow(file, Storages.trimSlash(root), List.copyOf(read));
  }

  /** An earlier run had the stages of this file, those below included. */
  private void checkEarlier(List<Stage> read) {
    List<String> names = read.stream().map(Stage::name).toList();
    for (Stage stage : read) {
      stage.inputs().values().stream()
          .flatMap(List::stream)
          .flatMap(reference -> EarlierRuns.Reference.in(reference).stream())
          .map(EarlierRuns.Reference::stage)
          .filter(name -> !names.contains(name))
          .forEach(
              name -> {
                throw YamlReader.error(
                    file, stage.line(), "no stage is named '" + name + "'" + hint(name, names));
              });
    }
  }

  private Map<String, String> stageSettings(String stage) {
    Map<String, String> own = new LinkedHashMap<>();
    settings
        .options()
        .forEach(
            (key, value) -> {
              if (key.startsWith(stage + ".")) {
                own.put(key.substring(stage.length() + 1), value);
              }
            });
    return own;
  }

  private void checkSettings(List<Stage> read) {
    List<String> names =
        read.stream().map(stage -> sweeps.nameInFile(stage.name())).distinct().toList();
    for (String key : settings.options().keySet()) {
      String stage = key.substring(0, key.indexOf('.'));
      if (!names.contains(stage)) {
        throw NslException.usage(
            "--set=" + key + ": no stage is named '" + stage + "'" + hint(stage, names));
      }
    }
  }

  static YamlNode.Mapping mapping(String file, YamlNode node, String what) {
    if (node instanceof YamlNode.Mapping mapping) {
      return mapping;
    }
    throw YamlReader.error(file, node.line(), what + " must be a map of 'key: value'");
  }

  static String required(String file, Variables variables, YamlNode.Mapping mapping, String key) {
    @Nullable YamlNode node = mapping.entries().get(key);
    if (node instanceof YamlNode.Scalar scalar && !scalar.text().isBlank()) {
      return variables.replace(file + ":" + scalar.line(), scalar.text());
    }
    throw YamlReader.error(file, mapping.line(), "'" + key + "' is missing or has no value");
  }

  static void checkKeys(
      String file, YamlNode.Mapping mapping, Collection<String> known, String of) {
    for (Map.Entry<String, Integer> key : mapping.keyLines().entrySet()) {
      if (!known.contains(key.getKey())) {
        throw YamlReader.error(
            file,
            key.getValue(),
            "unknown key '"
                + key.getKey()
                + "' "
                + of
                + hint(key.getKey(), known)
                + " (known: "
                + String.join(", ", new TreeSet<>(known))
                + ")");
      }
    }
  }

  static String hint(String typed, Collection<String> known) {
    return NearestName.hint(typed, known);
  }
}
