package org.beamnsl.deploy.flink;

import java.util.List;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.pipelines.Main;

/**
 * Runs one command inside a program that Flink starts: {@code flink run}, a jar submitted over
 * REST, or application mode. Such a program shares its process with a client or even with the
 * JobManager, so it must never exit; it fails by an exception, from which Flink takes the
 * application's state.
 */
public final class ClusterMain {
  private ClusterMain() {}

  /**
   * Runs {@code args}, a command and its flags; see {@link Main#commandLine}.
   *
   * @throws NslException when the command ends with another status than 0; its own message has been
   *     printed on standard error by then
   */
  public static void main(String[] args) {
    List<String> line = Main.commandLine(args);
    int status = Main.program().run(line, System.out, System.err, System.getenv());
    if (status != ExitCode.DONE.status()) {
      String command = line.isEmpty() ? "help" : line.get(0);
      throw new NslException(codeOf(status), "nsl " + command + " ended with status " + status);
    }
  }

  private static ExitCode codeOf(int status) {
    for (ExitCode code : ExitCode.values()) {
      if (code.status() == status) {
        return code;
      }
    }
    return ExitCode.FAILED;
  }
}
