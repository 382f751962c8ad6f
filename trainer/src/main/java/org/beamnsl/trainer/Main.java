package org.beamnsl.trainer;

import java.util.List;
import org.beamnsl.core.command.Command;
import org.beamnsl.core.command.CommandLineProgram;
import org.beamnsl.core.command.EngineFlags;
import org.beamnsl.core.command.ParentWatch;
import org.beamnsl.core.command.Terminal;
import org.beamnsl.trainer.command.EvaluateCommand;
import org.beamnsl.trainer.command.PerturbCommand;
import org.beamnsl.trainer.command.PictureCommand;
import org.beamnsl.trainer.command.PredictCommand;
import org.beamnsl.trainer.command.TrainCommand;
import org.beamnsl.trainer.model.NativeMemory;

/** Entry point of the trainer's bundle. */
public final class Main {
  private Main() {}

  /** The commands of the trainer, in the order in which help lists them. */
  public static List<Command<?>> commands() {
    return List.of(
        new TrainCommand(),
        new EvaluateCommand(),
        new PerturbCommand(),
        new PredictCommand(),
        new PictureCommand());
  }

  /** Runs one command and exits with its status. */
  public static void main(String[] args) {
    Terminal.writeErrorsTo();
    NativeMemory.leaveUnwatched();
    ParentWatch.start(System.getenv(), System.in);
    int status =
        new CommandLineProgram(commands(), EngineFlags.NONE)
            .run(List.of(args), System.out, System.err, System.getenv());
    System.out.flush();
    System.err.flush();
    Runtime.getRuntime().exit(status);
  }
}
