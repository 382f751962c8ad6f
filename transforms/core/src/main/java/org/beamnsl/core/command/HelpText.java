package org.beamnsl.core.command;

import java.util.List;

/** The texts of {@code nsl help}, for terminals of 80 columns. */
public final class HelpText {
  private static final int WIDTH = 80;
  private static final int DEPTH = 8;
  private static final String EXAMPLE = "  ./nsl ";

  private HelpText() {}

  /** The help of one command. */
  public static String of(CommandSpec command) {
    StringBuilder text = new StringBuilder();
    String title = "nsl " + command.name() + ": ";
    text.append(new Paragraph(title, title.length(), command.summary()).lines(WIDTH));
    if (!command.details().isEmpty()) {
      text.append('\n');
      Paragraph.of(command.details()).forEach(each -> text.append(each.lines(WIDTH)));
    }
    text.append("\nExamples:\n");
    command
        .examples()
        .forEach(
            example ->
                text.append(new Paragraph(EXAMPLE, EXAMPLE.length(), example).lines(WIDTH, " \\")));
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
        command -> {
          String head = String.format("  %-18s ", command.name());
          text.append(new Paragraph(head, head.length(), command.summary()).lines(WIDTH));
        });
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
    text.append(new Paragraph(" ".repeat(DEPTH), DEPTH, tail).lines(WIDTH));
  }
}
