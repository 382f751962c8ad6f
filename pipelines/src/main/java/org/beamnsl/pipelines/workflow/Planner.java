package org.beamnsl.pipelines.workflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.beamnsl.core.command.Flag;
import org.beamnsl.core.command.FlagSpec;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.Sha256;
import org.beamnsl.core.storage.LocalStorage;
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
          Map.entry("picture", "pictures"),
          Map.entry("push", "pushed_model"));
  private static final int ID_DIGITS = 16;
  private static final String CHECKPOINTS = "checkpoints";

  private final Workflow workflow;
  private final Map<String, String> environment;
  private final Map<String, String> bundleDigests;
  private final InputDigests digests;
  private final EarlierRuns earlier;
  private final Map<String, Artifact> outputs = new HashMap<>();

  /**
   * A planner.
   *
   * @param bundleDigests the digest of the code behind each command, by the command's name
   * @param digests of what was looked at already
   */
  Planner(
      Workflow workflow,
      Map<String, String> environment,
      Map<String, String> bundleDigests,
      InputDigests digests,
      EarlierRuns earlier) {
    this.workflow = workflow;
    this.environment = environment;
    this.bundleDigests = bundleDigests;
    this.digests = digests;
    this.earlier = earlier;
  }

  /** Where a stage that is killed leaves what it takes to go on, until it ends well. */
  static String checkpoints(String root, Stage stage) {
    return Storages.join(root, stage.name() + "/" + CHECKPOINTS);
  }

  /** Makes the output of a stage known to the stages after it. */
  void finished(Stage stage, Artifact output) {
    outputs.put(stage.name(), output);
  }

  /** The plan of a stage. */
  StagePlan plan(Stage stage) {
    SortedMap<String, String> arguments = new TreeMap<>(stage.options());
    List<String> notes = new ArrayList<>();
    stage.inputs().forEach((role, references) -> join(stage, role, references, arguments, notes));
    for (FlagSpec flag : stage.spec().flags()) {
      if (flag.kind() == Flag.Kind.SERVED) {
        arguments.computeIfPresent(
            flag.name(), (name, folder) -> earlier.serving().getOrDefault(folder, folder));
      }
    }
    SortedMap<String, String> inputs = new TreeMap<>();
    String id = executionId(stage, arguments, inputs);
    if (stage.hasFlag("overwrite")) {
      arguments.put("overwrite", "true");
    }
    if (stage.hasFlag("lineage")) {
      arguments.putIfAbsent("lineage", RunRecord.path(workflow.root()));
    }
    if (stage.hasFlag(CHECKPOINTS) && Storages.of(workflow.root()) instanceof LocalStorage) {
      arguments.putIfAbsent(
          CHECKPOINTS, Storages.join(checkpoints(workflow.root(), stage), "of-" + id));
    }
    String kind = KINDS.getOrDefault(stage.command(), stage.command());
    String output = String.join("/", workflow.root(), stage.name(), kind, id);
    return new StagePlan(stage, id, output, arguments, inputs, notes);
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
      if (flag.kind() == Flag.Kind.INPUT || flag.kind() == Flag.Kind.SERVED) {
        String digest = digest(stage, flag, text);
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

  private String digest(Stage stage, FlagSpec flag, String text) {
    try {
      return flag.kind() == Flag.Kind.SERVED
          ? digests.ofServed(flag.name(), text)
          : digests.of(flag.name(), text);
    } catch (NslException e) {
      throw new NslException(e.exitCode(), "stage '" + stage.name() + "': " + e.getMessage(), e);
    }
  }

  private void join(
      Stage stage,
      String role,
      List<String> references,
      Map<String, String> arguments,
      List<String> notes) {
    List<String> paths = new ArrayList<>();
    for (String reference : references) {
      Optional<EarlierRuns.Reference> before = EarlierRuns.Reference.in(reference);
      if (before.isPresent()) {
        Optional<String> path = ofEarlierRun(stage, before.get());
        path.ifPresent(paths::add);
        if (path.isEmpty()) {
          notes.add("no run before has " + reference + ": --" + role + " goes without it");
        }
        continue;
      }
      String path = resolve(stage, reference);
      // Commands that take several artifacts call them by name: here by that of their stage, with
      // the split that is meant. A name has no slash, so that it cannot be taken for a path.
      boolean named = takesSeveral(stage, role) && !path.equals(reference);
      paths.add(named ? reference.replace('/', '.') + "=" + path : path);
    }
    if (!paths.isEmpty()) {
      arguments.put(role, String.join(",", paths));
    }
  }

  private Optional<String> ofEarlierRun(Stage stage, EarlierRuns.Reference reference) {
    Optional<String> folder = earlier.output(reference);
    if (folder.isEmpty()) {
      return folder;
    }
    try {
      Artifact artifact =
          Artifact.at(folder.get())
              .orElseThrow(
                  () ->
                      NslException.noInput(
                          "stage '"
                              + stage.name()
                              + "' reads what '"
                              + reference.stage()
                              + "' wrote in an earlier run, but it is gone: "
                              + folder.get()));
      return Optional.of(path(stage, reference.stage(), artifact, reference.split()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    return path(stage, parts[0], artifact, parts.length == 1 ? "" : "/" + parts[1]);
  }

  /** The path of an artifact, or of one split of it. */
  private String path(Stage stage, String writer, Artifact artifact, String split) {
    if (split.isEmpty()) {
      return artifact.path();
    }
    String name = split.substring(1);
    if (!artifact.splits().contains(name)) {
      throw YamlReader.error(
          workflow.file(),
          stage.line(),
          "stage '"
              + writer
              + "' has no split '"
              + name
              + "' (it has: "
              + String.join(", ", artifact.splits())
              + ")");
    }
    return Storages.join(artifact.path(), Artifact.splitFolder(name));
  }
}
