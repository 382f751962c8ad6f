package org.beamnsl.pipelines.retraining;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.beamnsl.core.command.Command;
import org.beamnsl.core.command.CommandContext;
import org.beamnsl.core.command.Flag;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.manifest.ServedModel;
import org.jspecify.annotations.Nullable;

/** Trains {@link Centroids}; stops for good before its commit when it is told to. */
final class TrainCentroidsCommand implements Command<TrainCentroidsCommand.Options> {
  record Options(
      @Flag(value = "examples", kind = Flag.Kind.INPUT, required = true) String train,
      @Flag(value = "where to start", kind = Flag.Kind.SERVED) @Nullable String warmStart,
      @Flag(value = "what to write", kind = Flag.Kind.OUTPUT, required = true) String output,
      @Flag(value = "a file to make, and then to wait", kind = Flag.Kind.VOLATILE)
          @Nullable String stall,
      @Flag(value = "replace", defaultValue = "false", kind = Flag.Kind.VOLATILE)
          boolean overwrite) {}

  @Override
  public String name() {
    return "train-centroids";
  }

  @Override
  public String summary() {
    return "trains";
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
    Optional<Artifact> start =
        options.warmStart() == null
            ? Optional.empty()
            : ServedModel.find("warmStart", options.warmStart());
    Centroids model = Centroids.train(options.train());
    if (start.isPresent()) {
      model = model.towards(Centroids.read(start.get()));
    }
    try (ArtifactStaging staging = ArtifactStaging.begin(options.output(), options.overwrite())) {
      ManifestFile file = model.write(staging);
      if (options.stall() != null) {
        Files.writeString(Path.of(options.stall()), "stalled");
        new CountDownLatch(1).await();
      }
      staging.commit(
          Manifest.of(name(), "Model")
              .withFiles(List.of(file))
              .withDetail("start", start.map(Artifact::path).orElse("fresh")));
    }
    return ExitCode.DONE;
  }
}
