package org.beamnsl.core.command;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import org.beamnsl.core.failure.ExitCode;

/**
 * Ends this process when the one that started it ends, in whatever way: the starter holds the other
 * end of standard input, which the operating system closes. So a killed workflow leaves no stage
 * behind that would go on writing.
 */
public final class ParentWatch {
  /** The environment variable that asks for it, with the value {@code true}. */
  public static final String VARIABLE = "NSL_SUPERVISED";

  private ParentWatch() {}

  /** Starts watching when the environment asks for it. */
  public static void start(Map<String, String> environment, InputStream in) {
    if (!"true".equals(environment.get(VARIABLE))) {
      return;
    }
    Thread watch = new Thread(() -> waitForEnd(in), "parent-watch");
    watch.setDaemon(true);
    watch.start();
  }

  private static void waitForEnd(InputStream in) {
    try {
      while (in.read() >= 0) {
        continue;
      }
    } catch (IOException e) {
      // A broken pipe says the same as its end.
    }
    // No clean-up: what is not committed is removed by the next run.
    Runtime.getRuntime().halt(ExitCode.INTERRUPTED.status());
  }
}
