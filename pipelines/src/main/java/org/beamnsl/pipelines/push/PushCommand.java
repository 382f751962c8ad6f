package org.beamnsl.pipelines.push;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.beamnsl.core.command.Command;
import org.beamnsl.core.command.CommandContext;
import org.beamnsl.core.command.Flag;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.beamnsl.core.manifest.Manifest;
import org.jspecify.annotations.Nullable;

/** Copies a blessed model into a serving folder under the next version number. */
public final class PushCommand implements Command<PushCommand.Options> {
  /** The options of the command. */
  public record Options(
      @Flag(value = "the model artifact to push", kind = Flag.Kind.INPUT) @Nullable String model,
      @Flag(
              value = "the evaluation that must have blessed it; without one every model is pushed",
              kind = Flag.Kind.INPUT)
          @Nullable String evaluation,
      @Flag(
              value = "the folder whose numbered subfolders a server reads",
              required = true,
              kind = Flag.Kind.OUTPUT)
          String destination,
      @Flag(value = "where to record what was pushed", kind = Flag.Kind.OUTPUT)
          @Nullable String output,
      @Flag(
              value = "take the newest version out of service instead of pushing one",
              defaultValue = "false",
              kind = Flag.Kind.VOLATILE)
          boolean rollback,
      @Flag(
              value =
                  "how many versions stay in --destination, 2 or more so that a rollback is possible;"
                      + " 0 for all",
              defaultValue = "0",
              kind = Flag.Kind.VOLATILE)
          int keepLast,
      @Flag(
              value = "whether an existing --output is replaced",
              defaultValue = "false",
              kind = Flag.Kind.VOLATILE)
          boolean overwrite) {
    /** Checks the number. */
    public Options {
      if (keepLast < 0 || keepLast == 1) {
        throw NslException.usage(
            "--keepLast=" + keepLast + ": expected 2 or more, or 0 for all versions");
      }
    }
  }

  @Override
  public String name() {
    return "push";
  }

  @Override
  public String summary() {
    return "copy a blessed model into a versioned serving folder, or roll back";
  }

  @Override
  public String details() {
    return """
        The model appears in one step as <destination>/<next number>/, where TensorFlow Serving finds
        it. A model that is not blessed is not pushed (exit code 3), nor is one that was rolled back
        from this destination before. Pushing the model that is already served changes nothing.
        --keepLast removes old versions after a push; what is served stays, and what --rollback
        would return to.
        """;
  }

  @Override
  public List<String> examples() {
    return List.of(
        "push --model=runs/model --evaluation=runs/evaluation --destination=serving/cora",
        "push --model=runs/model --evaluation=runs/evaluation --destination=serving/cora --keepLast=5",
        "push --rollback --destination=serving/cora");
  }

  @Override
  public Class<Options> optionsType() {
    return Options.class;
  }

  @Override
  public ExitCode run(Options options, CommandContext context) throws IOException {
    ServingFolder serving = new ServingFolder(options.destination());
    if (options.rollback()) {
      ServingFolder.Version now = serving.rollBack();
      context.out().println("version " + now.number() + " is served again: " + now.path());
      return ExitCode.DONE;
    }
    Artifact model = artifact("model", options.model());
    String digest = model.manifest().dataDigest();
    Map<String, String> inputs = new HashMap<>(Map.of("model", digest));
    Blessing blessing = new Blessing(true, "");
    if (options.evaluation() != null) {
      Artifact evaluation = artifact("evaluation", options.evaluation());
      inputs.put("evaluation", evaluation.manifest().dataDigest());
      blessing = Blessing.read(evaluation, digest);
    }
    Optional<ServingFolder.Version> rolledBack = serving.rolledBack(digest);
    String refusal =
        rolledBack.isPresent()
            ? "this model was rolled back as version " + rolledBack.get().number()
            : blessing.blessed() ? "" : "the model is not blessed: " + blessing.reason();
    if (!refusal.isEmpty()) {
      record(options, Manifest.of("push", "PushedModel").withDetail("pushed", false), inputs);
      context.out().println("not pushed: " + refusal);
      return ExitCode.NOT_BLESSED;
    }
    Optional<ServingFolder.Version> newest = serving.newest();
    boolean served = newest.isPresent() && newest.get().model().equals(digest);
    ServingFolder.Version version = served ? newest.get() : serving.add(model);
    context
        .out()
        .println(
            (served ? "already served as version " : "pushed as version ")
                + version.number()
                + ": "
                + version.path());
    if (options.keepLast() > 0) {
      List<Long> removed = serving.keepNewest(options.keepLast());
      if (!removed.isEmpty()) {
        context.out().println("removed old versions: " + removed);
      }
    }
    Manifest manifest =
        Manifest.of("push", "PushedModel")
            .withDetail("pushed", true)
            .withDetail("version", version.number())
            .withDetail("destination", version.path());
    record(options, manifest, inputs);
    return ExitCode.DONE;
  }

  private static void record(Options options, Manifest manifest, Map<String, String> inputs) {
    if (options.output() != null) {
      try (ArtifactStaging staging = ArtifactStaging.begin(options.output(), options.overwrite())) {
        staging.commit(manifest.withInputs(inputs));
      }
    }
  }

  private static Artifact artifact(String flag, @Nullable String path) throws IOException {
    if (path == null) {
      throw NslException.usage("--" + flag + " is missing: names an artifact");
    }
    return Artifact.at(path)
        .orElseThrow(
            () -> NslException.noInput("--" + flag + "=" + path + ": no artifact (no manifest)"));
  }
}
