package org.beamnsl.pipelines.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.beamnsl.core.command.Command;
import org.beamnsl.core.command.CommandContext;
import org.beamnsl.core.command.CommandLineProgram;
import org.beamnsl.core.command.Flag;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.pipelines.workflow.RunRecord;
import org.jspecify.annotations.Nullable;

/** Generates data, runs the whole workflow on it, and shows what structure was worth. */
public final class QuickstartCommand implements Command<QuickstartCommand.Options> {
  private static final long SEED = 42;
  private static final String WORKFLOW = "quickstart.yaml";

  /** The options of the command. */
  public record Options(
      @Flag(
              value = "the folder for the data, the workflow file, all artifacts and the report",
              defaultValue = "quickstart-output",
              kind = Flag.Kind.OUTPUT)
          String output) {}

  private final Supplier<CommandLineProgram> program;
  private final Map<String, String> environment;

  /** The command; {@code program} holds {@code run}. */
  public QuickstartCommand(Supplier<CommandLineProgram> program, Map<String, String> environment) {
    this.program = program;
    this.environment = environment;
  }

  @Override
  public String name() {
    return "quickstart";
  }

  @Override
  public String summary() {
    return "the whole workflow on data it generates, in two minutes: a table and a report";
  }

  @Override
  public String details() {
    return """
        Generates papers that cite each other and short reviews, few of them labelled, and trains on
        both with and without neighbours, over five seeds. The column 'rewired' is the control: its
        citations join any two papers, so what the real ones are worth must vanish there. Everything
        is done by ordinary commands; the workflow file in the output folder shows which.
        """;
  }

  @Override
  public List<String> examples() {
    return List.of("quickstart", "quickstart --output=first-steps");
  }

  @Override
  public Class<Options> optionsType() {
    return Options.class;
  }

  @Override
  public ExitCode run(Options options, CommandContext context) throws IOException {
    Path folder = Path.of(options.output());
    Path workflow = write(folder);
    List<String> line =
        List.of(
            "run",
            "--config=" + workflow,
            "--set=QUICKSTART=" + options.output(),
            "--progress=" + context.progress().mode().name().toLowerCase(Locale.ROOT));
    long began = System.nanoTime();
    int status =
        program
            .get()
            .run(
                line, new PrintStream(OutputStream.nullOutputStream()), context.err(), environment);
    if (status != 0) {
      return code(status);
    }
    RunRecord record = RunRecord.read(options.output()).orElseThrow();
    new QuickstartTable(record).print(context.out());
    Path page = folder.resolve("report.html");
    copyReport(record, page);
    context.out().println("Report:   " + page);
    context.out().println("Workflow: " + workflow);
    context.out().printf(Locale.ROOT, "Done in %.0f s.%n", (System.nanoTime() - began) / 1e9);
    return ExitCode.DONE;
  }

  private static Path write(Path folder) {
    Path data = folder.resolve("data");
    Path workflow = folder.resolve(WORKFLOW);
    try (@Nullable InputStream in = QuickstartCommand.class.getResourceAsStream(WORKFLOW)) {
      if (in == null) {
        throw new IllegalStateException(WORKFLOW + " is missing from the class path");
      }
      String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      CitationNetwork network = CitationNetwork.draw(SEED);
      new PaperFiles(data).write(network, network.rewired(SEED), SEED);
      new ReviewFiles(data).write(SEED);
      Files.writeString(workflow, yaml.replace("${QUICKSTART}", "${QUICKSTART:" + folder + "}"));
      return workflow;
    } catch (IOException e) {
      throw NslException.cannotWrite("--output=" + folder + ": cannot write: " + e, e);
    }
  }

  private static void copyReport(RunRecord record, Path page) {
    for (RunRecord.StageRecord stage : record.stages()) {
      if (stage.command().equals("report")) {
        try {
          Files.copy(
              Path.of(stage.output(), "report.html"),
              page,
              java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private static ExitCode code(int status) {
    for (ExitCode code : ExitCode.values()) {
      if (code.status() == status) {
        return code;
      }
    }
    return ExitCode.FAILED;
  }
}
