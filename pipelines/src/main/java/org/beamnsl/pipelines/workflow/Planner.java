package org.beamnsl.pipelines.workflow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.beamnsl.core.command.Flag;
import org.beamnsl.core.command.FlagSpec;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.Sha256;
import org.beamnsl.core.storage.Storages;
import org.jspecify.annotations.Nullable;

/**
 * Turns stages into command lines with the place of their output. Stages are planned in order, each
 * when those before it have their outputs.
 */
final class Planner {
  private static final Map<String, String> KINDS =
      Map.ofEntries(
          Map.entry("ingest", "examples"),
          Map.entry("identify-examples", "examples"),
          Map.entry("transform", "examples"),
          Map.entry("pack-nbrs", "examples"),
          Map.entry("perturb", "examples"),
          Map.entry("embed", "embeddings"),
          Map.entry("build-graph", "graph"),
          Map.entry("train", "model"),
          Map.entry("evaluate", "evaluation"),
          Map.entry("predict", "predictions"),
          Map.entry("push", "pushed_model"));
  private static final int ID_DIGITS = 16;

  private final Workflow workflow;
  private final Map<String, String> environment;
  private final Map<String, String> bundleDigests;
  private final InputDigests digests = new InputDigests();
  private final Map<String, Artifact> outputs = new HashMap<>();

  /**
   * A planner.
   *
   * @param bundleDigests the digest of the code behind each command, by the command's name
   */
  Planner(Workflow workflow, Map<String, String> environment, Map<String, String> bundleDigests) {
    this.workflow = workflow;
    this.environment = environment;
    this.bundleDigests = bundleDigests;
  }

  /** Makes the output of a stage known to the stages after it. */
  void finished(Stage stage, Artifact output) {
    outputs.put(stage.name(), output);
  }

  /**
   * Looks at everything outside of the root that stages read, so that a missing file shows before
   * the first stage runs.
   *
   * @return digests by {@code stage.flag}
   */
  SortedMap<String, String> externalInputs() {
    SortedMap<String, String> found = new TreeMap<>();
    for (Stage stage : workflow.stages()) {
      for (FlagSpec flag : stage.spec().flags()) {
        @Nullable String text = stage.options().get(flag.name());
        if (text != null && flag.kind() == Flag.Kind.INPUT && !text.contains(workflow.root())) {
          found.put(stage.name() + "." + flag.name(), digest(stage, flag.name(), text));
        }
      }
    }
    return found;
  }

  /** The plan of a stage. */
  StagePlan plan(Stage stage) {
    SortedMap<String, String> arguments = new TreeMap<>(stage.options());
    stage
        .inputs()
        .forEach((role, references) -> arguments.put(role, join(stage, role, references)));
    SortedMap<String, String> inputs = new TreeMap<>();
    String id = executionId(stage, arguments, inputs);
    if (stage.hasFlag("overwrite")) {
      arguments.put("overwrite", "true");
    }
    if (stage.hasFlag("lineage")) {
      arguments.putIfAbsent("lineage", RunRecord.path(workflow.root()));
    }
    String kind = KINDS.getOrDefault(stage.command(), stage.command());
    String output = String.join("/", workflow.root(), stage.name(), kind, id);
    return new StagePlan(stage, id, output, arguments, inputs);
  }

  private String executionId(
      Stage stage, Map<String, String> arguments, SortedMap<String, String> inputs) {
    Sha256 key = new Sha256();
    key.update(stage.command() + '\n' + bundleDigests.get(stage.command()) + '\n');
    for (FlagSpec flag : stage.spec().flags().stream().sorted(Planner::byName).toList()) {
      @Nullable String text = effective(flag, arguments);
      if (text == null || flag.kind() == Flag.Kind.VOLATILE || flag.name().equals("output")) {
        continue;
      }
      if (flag.kind() == Flag.Kind.INPUT) {
        String digest = digest(stage, flag.name(), text);
        inputs.put(flag.name(), digest);
        key.update(flag.name() + '\0' + digest + '\n');
      } else {
        key.update(flag.name() + '\0' + text + '\n');
        digests.inOption(flag.name(), text).ifPresent(digest -> key.update(digest + '\n'));
      }
    }
    return key.hex().substring(0, ID_DIGITS);
  }

  private static int byName(FlagSpec a, FlagSpec b) {
    return a.name().compareTo(b.name());
  }

  private @Nullable String effective(FlagSpec flag, Map<String, String> arguments) {
    @Nullable String text = arguments.get(flag.name());
    if (text == null) {
      text = environment.get(environmentName(flag.name()));
    }
    return text == null ? flag.defaultValue() : text;
  }

  private static String environmentName(String flag) {
    return "NSL_" + flag.replaceAll("([A-Z])", "_$1").toUpperCase(Locale.ROOT);
  }

  private String digest(Stage stage, String flag, String text) {
    try {
      return digests.of(flag, text);
    } catch (NslException e) {
      throw new NslException(e.exitCode(), "stage '" + stage.name() + "': " + e.getMessage(), e);
    }
  }

  private String join(Stage stage, String role, List<String> references) {
    List<String> paths = new ArrayList<>();
    for (String reference : references) {
      String path = resolve(stage, reference);
      // Commands that take several artifacts call them by name: here by that of their stage.
      boolean named = takesSeveral(stage, role) && outputs.containsKey(reference);
      paths.add(named ? reference + "=" + path : path);
    }
    return String.join(",", paths);
  }

  private static boolean takesSeveral(Stage stage, String role) {
    return stage.spec().flags().stream().anyMatch(flag -> flag.name().equals(role) && flag.list());
  }

  private String resolve(Stage stage, String reference) {
    String[] parts = reference.split("/", 2);
    @Nullable Artifact artifact = outputs.get(parts[0]);
    if (artifact == null) {
      return reference;
    }
    if (parts.length == 1) {
      return artifact.path();
    }
    if (!artifact.splits().contains(parts[1])) {
      throw YamlReader.error(
          workflow.file(),
          stage.line(),
          "stage '"
              + parts[0]
              + "' has no split '"
              + parts[1]
              + "' (it has: "
              + String.join(", ", artifact.splits())
              + ")");
    }
    return Storages.join(artifact.path(), Artifact.splitFolder(parts[1]));
  }
}
