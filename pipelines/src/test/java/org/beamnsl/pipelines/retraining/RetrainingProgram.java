package org.beamnsl.pipelines.retraining;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import org.beamnsl.core.command.CommandLineProgram;
import org.beamnsl.pipelines.buildgraph.BuildGraphCommand;
import org.beamnsl.pipelines.embed.EmbedCommand;
import org.beamnsl.pipelines.engine.BeamEngine;
import org.beamnsl.pipelines.gc.GcCommand;
import org.beamnsl.pipelines.ingest.IngestCommand;
import org.beamnsl.pipelines.launch.TrainerBundle;
import org.beamnsl.pipelines.push.PushCommand;
import org.beamnsl.pipelines.statistics.StatisticsCommand;
import org.beamnsl.pipelines.workflow.RunCommand;

/** The program that a schedule starts, here or as a process of its own that can be killed. */
final class RetrainingProgram {
  private RetrainingProgram() {}

  private static CommandLineProgram program() {
    return new CommandLineProgram(
        List.of(
            new RunCommand(
                RetrainingProgram::program,
                TrainerBundle.NONE,
                () -> BeamEngine.flags().names(),
                Map.of()),
            new IngestCommand(),
            new StatisticsCommand(),
            new EmbedCommand(),
            new BuildGraphCommand(),
            new TrainCentroidsCommand(),
            new EvaluateCentroidsCommand(),
            new PushCommand(),
            new GcCommand()),
        BeamEngine.flags());
  }

  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    return program().run(arguments, out, err, Map.of());
  }

  public static void main(String[] arguments) {
    Runtime.getRuntime().exit(run(List.of(arguments), System.out, System.err));
  }
}
