package org.beamnsl.pipelines.workflow;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.beamnsl.core.command.Command;
import org.beamnsl.core.command.CommandContext;
import org.beamnsl.core.command.Flag;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.beamnsl.core.manifest.InputFile;
import org.beamnsl.core.manifest.Inputs;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.manifest.Sha256;
import org.jspecify.annotations.Nullable;

/** A stage for tests: joins its input files, adds a suffix, and counts how often it ran. */
final class CopyCommand implements Command<CopyCommand.Options> {
  record Options(
      @Flag(value = "what to read", kind = Flag.Kind.INPUT, required = true) String input,
      @Flag(value = "more to read", kind = Flag.Kind.INPUT) List<String> models,
      @Flag(value = "where to start", kind = Flag.Kind.SERVED) @Nullable String start,
      @Flag(value = "what to write", kind = Flag.Kind.OUTPUT, required = true) String output,
      @Flag(value = "what to add", defaultValue = "!") String suffix,
      @Flag(value = "how often", defaultValue = "1") int times,
      @Flag(value = "seed", defaultValue = "42") long seed,
      @Flag(value = "replace", defaultValue = "false", kind = Flag.Kind.VOLATILE) boolean overwrite,
      @Flag(value = "what an interrupted run leaves behind", kind = Flag.Kind.VOLATILE)
          @Nullable String checkpoints) {}

  final List<Options> runs = new ArrayList<>();

  @Override
  public String name() {
    return "copy";
  }

  @Override
  public String summary() {
    return "copies";
  }

  @Override
  public List<String> examples() {
    return List.of();
  }

  @Override
  public Class<Options> optionsType() {
    return Options.class;
  }

  private static void interruptTheFirstTime(Path checkpoints) throws IOException {
    if (!Files.exists(checkpoints.resolve("half"))) {
      Files.createDirectories(checkpoints);
      Files.writeString(checkpoints.resolve("half"), "half done");
      throw new NslException(ExitCode.INTERRUPTED, "killed");
    }
  }

  @Override
  public ExitCode run(Options options, CommandContext context) throws Exception {
    runs.add(options);
    if (options.suffix().startsWith("broken")) {
      throw NslException.badData("suffix is " + options.suffix());
    }
    if (options.suffix().equals("interrupted")) {
      interruptTheFirstTime(Path.of(Objects.requireNonNull(options.checkpoints())));
    }
    StringBuilder text = new StringBuilder();
    for (InputFile file : Inputs.files("input", options.input())) {
      text.append(Files.readString(Path.of(file.path())));
    }
    text.append(options.suffix().repeat(options.times()));
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    String name = "Split-train/data";
    try (ArtifactStaging staging = ArtifactStaging.begin(options.output(), options.overwrite())) {
      Path file = Path.of(staging.path(name));
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
      staging.commit(
          Manifest.of("copy", "Text")
              .withOptions(context.dataOptions())
              .withCounters(Map.of("records", 1L))
              .withFiles(
                  List.of(
                      new ManifestFile(name, bytes.length, 1, Sha256.ofText(text.toString())))));
    }
    return options.suffix().equals("unblessed") ? ExitCode.NOT_BLESSED : ExitCode.DONE;
  }
}
