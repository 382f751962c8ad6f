package org.beamnsl.pipelines.launch;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.beamnsl.core.command.CommandLineProgram;
import org.beamnsl.core.command.CommandSpec;
import org.beamnsl.core.command.ParentWatch;
import org.jspecify.annotations.Nullable;

/**
 * Where the trainer's bundle is and how to start it.
 *
 * @param prefix the command line up to the command's name; empty when there is no trainer
 * @param folder the folder of its jars
 * @param specsFile a file with its specifications, which saves starting it to ask; may be absent
 */
public record TrainerBundle(List<String> prefix, String folder, String specsFile) {
  /** No trainer. */
  public static final TrainerBundle NONE = new TrainerBundle(List.of(), "", "");

  /**
   * The bundle that the launcher announced: {@code nsl.launcher}, {@code nsl.trainer.bundle} and
   * {@code nsl.trainer.specs} among the system properties. Without a launcher the bundle is started
   * with this process' Java.
   */
  public static TrainerBundle announced(Properties system) {
    String folder = system.getProperty("nsl.trainer.bundle", "");
    @Nullable String launcher = system.getProperty("nsl.launcher");
    String specs = system.getProperty("nsl.trainer.specs", "");
    if (launcher != null) {
      return new TrainerBundle(List.of(launcher), folder, specs);
    }
    if (folder.isEmpty()) {
      return NONE;
    }
    String java = Path.of(system.getProperty("java.home"), "bin", "java").toString();
    return new TrainerBundle(
        List.of(java, "-cp", folder + File.separator + "*", "org.beamnsl.trainer.Main"),
        folder,
        specs);
  }

  /** The specifications of its commands; empty when there is no trainer. */
  public List<CommandSpec> specs() {
    return fromFile().or(this::fromProcess).orElse(List.of());
  }

  /**
   * Starts a command. The process ends when this one does; its output is the caller's to read.
   *
   * @param arguments the command's name and its flags
   * @param environment what its environment has besides that of this process
   */
  public Process start(List<String> arguments, Map<String, String> environment) throws IOException {
    List<String> line = new ArrayList<>(prefix);
    line.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().putAll(environment);
    builder.environment().put(ParentWatch.VARIABLE, "true");
    // The bundles must stay as they are for the length of a run.
    builder.environment().put("NSL_BUILD", "never");
    // The launcher picks the bundle by the command, and asking for specifications is one of all.
    builder.environment().put("NSL_BUNDLE", "trainer");
    return builder.start();
  }

  private Optional<List<CommandSpec>> fromFile() {
    try {
      Path file = Path.of(specsFile);
      return specsFile.isEmpty() || !Files.isRegularFile(file)
          ? Optional.empty()
          : Optional.of(CommandSpec.fromJson(Files.readString(file)));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private Optional<List<CommandSpec>> fromProcess() {
    if (prefix.isEmpty()) {
      return Optional.empty();
    }
    try {
      Process process = start(List.of(CommandLineProgram.SPECS), Map.of());
      try (InputStream in = process.getInputStream()) {
        String json = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? Optional.of(CommandSpec.fromJson(json)) : Optional.empty();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
