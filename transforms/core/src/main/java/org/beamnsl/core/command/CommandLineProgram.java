package org.beamnsl.core.command;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.tfrecord.RecordFiles;

/**
 * Runs commands by name: gathers their flags, turns failures into one clear line and an exit code.
 * One instance serves one bundle.
 */
public final class CommandLineProgram {
  /** The hidden command that prints the specifications of all commands as JSON. */
  public static final String SPECS = "command-specs";

  private final List<Command<?>> commands;
  private final Supplier<EngineFlags> engineFlags;
  private final Supplier<List<CommandSpec>> elsewhere;

  /** A program with these commands, and an engine that takes these flags. */
  public CommandLineProgram(List<Command<?>> commands, EngineFlags engineFlags) {
    this(commands, () -> engineFlags, List::of);
  }

  /**
   * A program with these commands.
   *
   * @param engineFlags asked for when a command passes flags on to the engine
   * @param elsewhere the commands of other bundles, for the list that help gives
   */
  public CommandLineProgram(
      List<Command<?>> commands,
      Supplier<EngineFlags> engineFlags,
      Supplier<List<CommandSpec>> elsewhere) {
    this.commands = List.copyOf(commands);
    this.engineFlags = engineFlags;
    this.elsewhere = elsewhere;
  }

  /** The specifications of its commands. */
  public List<CommandSpec> specs() {
    return commands.stream().map(CommandSpec::of).toList();
  }

  /**
   * Runs one command line.
   *
   * @param args the command's name and its arguments
   * @return the exit status; see {@link ExitCode}
   */
  public int run(List<String> args, PrintStream out, PrintStream err, Map<String, String> env) {
    String name = args.isEmpty() ? "help" : args.get(0);
    List<String> rest = args.isEmpty() ? List.of() : args.subList(1, args.size());
    try {
      return dispatch(name, rest, out, err, env).status();
    } catch (NslException e) {
      err.println(Secrets.of(env).mask("nsl " + name + ": " + e.getMessage()));
      return e.exitCode().status();
    } catch (Exception | LinkageError | OutOfMemoryError | InternalError e) {
      return report(name, e, err, Secrets.of(env)).status();
    }
  }

  private ExitCode report(String name, Throwable thrown, PrintStream err, Secrets secrets) {
    Optional<NslException> known =
        NslException.find(thrown)
            .or(
                () ->
                    UnwritableDisk.find(thrown)
                        .map(line -> NslException.cannotWrite("cannot write: " + line, thrown)))
            .or(() -> UnusableFile.find(thrown))
            .or(() -> outOfMemory(name, thrown));
    if (known.isPresent()) {
      err.println(secrets.mask("nsl " + name + ": " + known.get().getMessage()));
      return known.get().exitCode();
    }
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace, true));
    err.print(
        secrets.mask(
            "nsl " + name + ": unexpected failure, please report it: " + thrown + "\n" + trace));
    return ExitCode.FAILED;
  }

  private Optional<NslException> outOfMemory(String name, Throwable thrown) {
    return MemoryShortage.find(thrown)
        .map(what -> new NslException(ExitCode.FAILED, MemoryShortage.line(what, advice(name))));
  }

  private String advice(String name) {
    return commands.stream()
        .filter(command -> command.name().equals(name))
        .map(Command::memoryAdvice)
        .findFirst()
        .orElse("");
  }

  private ExitCode dispatch(
      String name, List<String> args, PrintStream out, PrintStream err, Map<String, String> env)
      throws Exception {
    if (name.equals(SPECS)) {
      out.println(CommandSpec.toJson(specs()));
      return ExitCode.DONE;
    }
    if (name.equals("help") || name.equals("--help") || name.equals("-h")) {
      return help(args, out);
    }
    Command<?> command = find(name);
    if (args.contains("--help") || args.contains("-h")) {
      out.print(HelpText.of(CommandSpec.of(command)));
      return ExitCode.DONE;
    }
    return execute(command, args, out, err, env);
  }

  private <O extends Record> ExitCode execute(
      Command<O> command,
      List<String> args,
      PrintStream out,
      PrintStream err,
      Map<String, String> env)
      throws Exception {
    LogLevels.preset(args, env);
    FlagSources.Values values = new FlagSources(command, engineFlags).gather(args, env);
    LogLevels.set(values.common().logLevel());
    if (values.common().io() == CommonFlags.FileAccess.HADOOP && !RecordFiles.knows("hadoop")) {
      throw NslException.config(
          "--io=hadoop: the Hadoop module is not on the class path; ./nsl puts it there");
    }
    OptionsType<O> type = OptionsType.of(command.optionsType());
    O options = type.bind(values.own());
    Progress progress = new Progress(err, values.common().progress());
    try (LineageOfRun lineage = LineageOfRun.of(command, options, values.common(), err, env)) {
      CommandContext context =
          new CommandContext(
              out,
              err,
              progress,
              Secrets.of(env).mask(type.dataTexts(options)),
              values.engine(),
              lineage.lineage());
      ExitCode code = lineage.around(() -> command.run(options, context));
      progress.end();
      return code;
    } finally {
      progress.leave();
    }
  }

  private ExitCode help(List<String> args, PrintStream out) {
    out.print(
        args.isEmpty() ? HelpText.overview(all()) : HelpText.of(CommandSpec.of(find(args.get(0)))));
    return ExitCode.DONE;
  }

  private List<CommandSpec> all() {
    return Stream.concat(specs().stream(), elsewhere.get().stream()).toList();
  }

  private Command<?> find(String name) {
    for (Command<?> command : commands) {
      if (command.name().equals(name)) {
        return command;
      }
    }
    List<String> names = all().stream().map(CommandSpec::name).toList();
    throw NslException.usage(
        "unknown command" + NearestName.hint(name, names) + " ('nsl help' lists the commands)");
  }
}
