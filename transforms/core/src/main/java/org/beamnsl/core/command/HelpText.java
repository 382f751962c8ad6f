package org.beamnsl.core.command;

import java.util.List;

/** The texts of {@code nsl help}. */
public final class HelpText {
  private static final int WIDTH = 100;

  private HelpText() {}

  /** The help of one command. */
  public static String of(CommandSpec command) {
    StringBuilder text = new StringBuilder();
    text.append("nsl ").append(command.name()).append(": ").append(command.summary()).append('\n');
    if (!command.details().isEmpty()) {
      text.append('\n').append(command.details().strip()).append('\n');
    }
    text.append("\nExamples:\n");
    command.examples().forEach(example -> text.append("  ./nsl ").append(example).append('\n'));
    text.append("\nFlags:\n");
    command.flags().forEach(flag -> append(text, flag));
    text.append("\nFlags of every command:\n");
    CommonFlags.TYPE.flags().forEach(flag -> append(text, flag));
    if (command.engineFlags()) {
      text.append("\nAll Apache Beam pipeline options (--runner=…) are accepted as well.\n");
    }
    return text.toString();
  }

  /** The list of all commands. */
  public static String overview(List<CommandSpec> commands) {
    StringBuilder text =
        new StringBuilder(
            """
            nsl: neural structured learning on Apache Beam and TensorFlow

            Usage: ./nsl <command> [--config=file.yaml] [--name=value …]

            Start here:  ./nsl quickstart

            Commands:
            """);
    commands.forEach(
        command -> text.append(String.format("  %-18s %s%n", command.name(), command.summary())));
    text.append(
        """

        'nsl help <command>' explains one. Flags can also stand in the environment
        (NSL_SIMILARITY_THRESHOLD=0.9) or in a YAML file (--config=flags.yaml).
        Inputs, outputs, exit codes: docs/commands.md. By task: docs/guides.
        """);
    return text.toString();
  }

  private static void append(StringBuilder text, FlagSpec flag) {
    String type =
        flag.values().isEmpty()
            ? flag.type() + (flag.list() ? ",…" : "")
            : String.join("|", flag.values());
    String head = "  --" + flag.name() + "=" + type;
    text.append(head).append('\n');
    String tail = flag.description();
    if (flag.required()) {
      tail += " (required)";
    } else if (flag.defaultValue() != null) {
      tail += " (default " + flag.defaultValue() + ")";
    }
    text.append(wrap(tail)).append('\n');
  }

  private static String wrap(String words) {
    StringBuilder wrapped = new StringBuilder();
    StringBuilder line = new StringBuilder("       ");
    for (String word : words.split(" ")) {
      if (line.length() + word.length() + 1 > WIDTH) {
        wrapped.append(line).append('\n');
        line = new StringBuilder("       ");
      }
      line.append(' ').append(word);
    }
    return wrapped.append(line).toString();
  }
}
