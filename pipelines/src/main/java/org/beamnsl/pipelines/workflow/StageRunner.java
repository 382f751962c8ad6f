package org.beamnsl.pipelines.workflow;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.beamnsl.core.command.CommandLineProgram;
import org.beamnsl.core.lineage.CommandLineage;
import org.beamnsl.pipelines.launch.TrainerBundle;

/**
 * Runs one command: those of this program here, which spares their start, those of the trainer as a
 * process.
 */
final class StageRunner {
  private final CommandLineProgram program;
  private final TrainerBundle trainer;
  private final Map<String, String> environment;
  private final CommandLineage lineage;

  /** A runner for the stages of the run that {@code lineage} tells of. */
  StageRunner(
      CommandLineProgram program,
      TrainerBundle trainer,
      Map<String, String> environment,
      CommandLineage lineage) {
    this.lineage = lineage;
    this.program = program;
    this.trainer = trainer;
    this.environment = environment;
  }

  /**
   * Runs a command line and returns its exit status.
   *
   * @param stage the stage that the command line is of
   */
  int run(String stage, List<String> commandLine, boolean inTrainer, StageOutput output)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(commandLine);
    line.add("--progress=json");
    Map<String, String> further = lineage.environmentOf(stage);
    return inTrainer ? runProcess(line, further, output) : runHere(line, further, output);
  }

  /** Loggers of engines write to the process' own streams: they are the stage's meanwhile. */
  private int runHere(List<String> line, Map<String, String> further, StageOutput output) {
    Map<String, String> all = new HashMap<>(environment);
    all.putAll(further);
    PrintStream systemOut = System.out;
    PrintStream systemErr = System.err;
    System.setOut(output.out());
    System.setErr(output.err());
    try {
      return program.run(line, output.out(), output.err(), all);
    } finally {
      System.setOut(systemOut);
      System.setErr(systemErr);
    }
  }

  private int runProcess(List<String> line, Map<String, String> further, StageOutput output)
      throws IOException, InterruptedException {
    Process process = trainer.start(line, further);
    Thread copyOut = copy(process.getInputStream(), output.out());
    Thread copyErr = copy(process.getErrorStream(), output.err());
    int status = process.waitFor();
    copyOut.join();
    copyErr.join();
    return status;
  }

  private static Thread copy(InputStream from, PrintStream to) {
    Thread thread =
        new Thread(
            () -> {
              try (from) {
                from.transferTo(to);
              } catch (IOException e) {
                to.println("output lost: " + e);
              }
            },
            "stage-output");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
