package org.beamnsl.pipelines.retraining;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.beamnsl.core.command.Command;
import org.beamnsl.core.command.CommandContext;
import org.beamnsl.core.command.Flag;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.core.manifest.ServedModel;
import org.jspecify.annotations.Nullable;

/** Blesses {@link Centroids} that are about as good as those in service. */
final class EvaluateCentroidsCommand implements Command<EvaluateCentroidsCommand.Options> {
  record Options(
      @Flag(value = "candidate", kind = Flag.Kind.INPUT, required = true) String model,
      @Flag(value = "examples", kind = Flag.Kind.INPUT, required = true) String examples,
      @Flag(value = "model in service", kind = Flag.Kind.SERVED) @Nullable String serving,
      @Flag(value = "smallest gain", defaultValue = "-0.02") double minGain,
      @Flag(value = "what to write", kind = Flag.Kind.OUTPUT, required = true) String output,
      @Flag(value = "replace", defaultValue = "false", kind = Flag.Kind.VOLATILE)
          boolean overwrite) {}

  @Override
  public String name() {
    return "evaluate-centroids";
  }

  @Override
  public String summary() {
    return "evaluates";
  }

  @Override
  public List<String> examples() {
    return List.of();
  }

  @Override
  public Class<Options> optionsType() {
    return Options.class;
  }

  @Override
  public ExitCode run(Options options, CommandContext context) throws Exception {
    Artifact model = Artifact.at(options.model()).orElseThrow();
    Optional<Artifact> serving =
        options.serving() == null
            ? Optional.empty()
            : ServedModel.find("serving", options.serving());
    double accuracy = Centroids.read(model).accuracy(options.examples());
    double bound = 0;
    if (serving.isPresent()) {
      bound = Centroids.read(serving.get()).accuracy(options.examples()) + options.minGain();
    }
    boolean blessed = accuracy >= bound;
    try (ArtifactStaging staging = ArtifactStaging.begin(options.output(), options.overwrite())) {
      String json =
          String.format(
              Locale.ROOT,
              """
              {"candidate": "m", "blessed": %s, "models": [{"name": "m", "digest": "%s"}],
               "checks": [{"passed": %s, "text": "accuracy %.3f against %.3f"}]}
              """,
              blessed,
              model.manifest().dataDigest(),
              blessed,
              accuracy,
              bound);
      staging.commit(
          Manifest.of(name(), "Evaluation")
              .withFiles(List.of(Centroids.text(staging, "evaluation.json", json)))
              .withDetail("against", serving.map(Artifact::path).orElse("nothing")));
    }
    return ExitCode.DONE;
  }
}
