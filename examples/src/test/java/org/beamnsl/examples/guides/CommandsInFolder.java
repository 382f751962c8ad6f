package org.beamnsl.examples.guides;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.beamnsl.core.command.Command;
import org.beamnsl.core.command.CommandLineProgram;
import org.beamnsl.pipelines.engine.BeamEngine;

/** Runs command lines as if they were typed in a folder that holds {@code data} and {@code run}. */
final class CommandsInFolder {
  private static final Pattern PATH = Pattern.compile("(?<=[=,;:])(data|run)/");
  private static final Set<String> ON_BEAM =
      Set.of("identify-examples", "embed", "build-graph", "pack-nbrs");

  private final Path folder;
  private final List<Command<?>> commands = new ArrayList<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  CommandsInFolder(Path folder) {
    this.folder = folder;
    commands.addAll(org.beamnsl.pipelines.Main.commands());
    commands.addAll(org.beamnsl.trainer.Main.commands());
  }

  /** Runs a command line without the launcher's name and returns its exit status. */
  int run(String line) {
    List<String> arguments = new ArrayList<>();
    for (String word : line.split("\\s+")) {
      arguments.add(PATH.matcher(word.replace("'", "")).replaceAll(folder + "/$1/"));
    }
    arguments.add("--progress=none");
    if (ON_BEAM.contains(arguments.get(0))) {
      arguments.add("--runner=FlinkRunner");
    }
    out.reset();
    err.reset();
    return new CommandLineProgram(commands, BeamEngine::flags, List::of)
        .run(arguments, print(out), print(err), Map.of());
  }

  /** What the last command said on standard error. */
  String messages() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** What the last command printed. */
  String printed() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
