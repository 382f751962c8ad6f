package org.beamnsl.pipelines;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.beamnsl.core.command.Command;
import org.beamnsl.core.command.CommandLineProgram;
import org.beamnsl.core.command.CommandSpec;
import org.beamnsl.core.command.Terminal;
import org.beamnsl.pipelines.augment.PackNbrsCommand;
import org.beamnsl.pipelines.buildgraph.BuildGraphCommand;
import org.beamnsl.pipelines.convert.ConvertGraphCommand;
import org.beamnsl.pipelines.embed.EmbedCommand;
import org.beamnsl.pipelines.engine.BeamEngine;
import org.beamnsl.pipelines.gc.GcCommand;
import org.beamnsl.pipelines.identify.IdentifyExamplesCommand;
import org.beamnsl.pipelines.ingest.IngestCommand;
import org.beamnsl.pipelines.inspect.InspectCommand;
import org.beamnsl.pipelines.launch.TrainerBundle;
import org.beamnsl.pipelines.push.PushCommand;
import org.beamnsl.pipelines.quickstart.QuickstartCommand;
import org.beamnsl.pipelines.report.ReportCommand;
import org.beamnsl.pipelines.spec.SpecCommand;
import org.beamnsl.pipelines.statistics.StatisticsCommand;
import org.beamnsl.pipelines.transform.TransformCommand;
import org.beamnsl.pipelines.verify.VerifyCommand;
import org.beamnsl.pipelines.version.VersionCommand;
import org.beamnsl.pipelines.workflow.RunCommand;

/** Entry point of the bundles that hold the Beam side. */
public final class Main {
  private static final TrainerBundle TRAINER = TrainerBundle.announced(System.getProperties());

  private Main() {}

  /** The commands of the Beam side, in the order in which help lists them. */
  public static List<Command<?>> commands() {
    return List.of(
        new QuickstartCommand(Main::program, System.getenv()),
        new RunCommand(Main::program, TRAINER, () -> BeamEngine.flags().names(), System.getenv()),
        new IngestCommand(),
        new IdentifyExamplesCommand(),
        new EmbedCommand(),
        new StatisticsCommand(),
        new TransformCommand(),
        new BuildGraphCommand(),
        new ConvertGraphCommand(),
        new PackNbrsCommand(),
        new ReportCommand(),
        new PushCommand(),
        new VerifyCommand(),
        new InspectCommand(),
        new SpecCommand(Main::allSpecs),
        new GcCommand(),
        new VersionCommand());
  }

  private static List<CommandSpec> allSpecs() {
    return Stream.concat(program().specs().stream(), TRAINER.specs().stream()).toList();
  }

  /** The program, as {@link #main} runs it. */
  public static CommandLineProgram program() {
    return new CommandLineProgram(commands(), BeamEngine::flags, TRAINER::specs);
  }

  /**
   * The command and its flags. Orchestrators that can pass nothing but flags name the command by
   * {@code --command}.
   */
  public static List<String> commandLine(String... args) {
    List<String> line = new ArrayList<>(List.of(args));
    for (String arg : args) {
      if (args[0].startsWith("--") && arg.startsWith("--command=")) {
        line.remove(arg);
        line.add(0, arg.substring("--command=".length()));
      }
    }
    return line;
  }

  /** Runs one command and exits with its status. */
  public static void main(String[] args) {
    Terminal.writeErrorsTo();
    int status = program().run(commandLine(args), System.out, System.err, System.getenv());
    System.out.flush();
    System.err.flush();
    // Engines leave threads behind that would keep the process alive.
    Runtime.getRuntime().exit(status);
  }
}
