package org.beamnsl.pipelines.testing;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.beamnsl.core.command.Command;
import org.beamnsl.core.command.CommandLineProgram;
import org.beamnsl.core.command.EngineFlags;

/**
 * A command line that was run.
 *
 * @param status its exit status
 * @param out what it printed
 * @param err what it complained of
 */
public record CommandLine(int status, String out, String err) {
  /** Runs {@code command} with these arguments. */
  public static CommandLine run(Command<?> command, String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    List<String> line = new java.util.ArrayList<>(List.of(command.name()));
    line.addAll(List.of(arguments));
    int status =
        new CommandLineProgram(List.of(command), EngineFlags.NONE)
            .run(
                line,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of());
    return new CommandLine(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
