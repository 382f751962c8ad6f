package org.beamnsl.core.command;

import java.util.List;
import java.util.Map;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;

/**
 * One command of the {@code nsl} program.
 *
 * @param <O> its options record, every component annotated with {@link Flag}
 */
public interface Command<O extends Record> {
  /** The name as typed, such as {@code build-graph}. */
  String name();

  /** What it does, in one line. */
  String summary();

  /** A few lines for {@code nsl help <command>}: what goes in, what comes out. */
  default String details() {
    return "";
  }

  /** Complete command lines that work, without the program's name. */
  List<String> examples();

  /** The record of its options. */
  Class<O> optionsType();

  /** Whether flags of the data engine ({@code --runner=…}) are accepted and passed on. */
  default boolean acceptsEngineFlags() {
    return false;
  }

  /** What to do about a lack of memory besides giving it more, such as "--x=<n> takes less". */
  default String memoryAdvice() {
    return "";
  }

  /** Whether {@code --config} belongs to the command itself and is not a file of flags. */
  default boolean ownsConfig() {
    return false;
  }

  /** The name under which lineage knows what this command line does, run after run. */
  default String lineageJob(O options) {
    return name();
  }

  /** Other spellings of flags, to the flag's name; snake_case forms need not be listed. */
  default Map<String, String> aliases() {
    return Map.of();
  }

  /**
   * Turns positional arguments into flags, for commands that accept them.
   *
   * @param positional the arguments that are no flags, in order
   * @return texts by flag name
   */
  default Map<String, String> positional(List<String> positional) {
    throw NslException.usage(
        "unexpected argument '" + positional.get(0) + "'; flags are written --name=value");
  }

  /**
   * Does the work. Results go to {@link CommandContext#out}, progress to {@link
   * CommandContext#progress}.
   *
   * @throws NslException for every failure that a user can mend
   * @throws Exception for everything else, which is then reported as a fault of this software
   */
  ExitCode run(O options, CommandContext context) throws Exception;
}
