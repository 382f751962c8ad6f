package org.beamnsl.pipelines.engine;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.beamnsl.core.command.Progress;

/** Tells that an engine in this process starts, which takes seconds, and when it has work. */
final class EngineStart implements AutoCloseable {
  private static final long EVERY_MILLISECONDS = 100;

  /** The threads in which Flink runs the parts of a job. */
  private static final String TASKS = "Flink Task Threads";

  private final Progress progress;
  private final BooleanSupplier works;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "engine-start");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Tells that it starts; looks further when it is told to.
   *
   * @param works whether the engine has got to work
   */
  EngineStart(Progress progress, BooleanSupplier works) {
    this.progress = progress;
    this.works = works;
    progress.tell("  starting the embedded engine");
  }

  /** Tells that it starts, and looks for its first work. */
  static EngineStart begin(Progress progress) {
    EngineStart start = new EngineStart(progress, EngineStart::tasksRun);
    start.timer.scheduleWithFixedDelay(
        start::look, EVERY_MILLISECONDS, EVERY_MILLISECONDS, TimeUnit.MILLISECONDS);
    return start;
  }

  void look() {
    if (!timer.isShutdown() && works.getAsBoolean()) {
      timer.shutdown();
      progress.tell("  working in the embedded engine");
    }
  }

  private static boolean tasksRun() {
    ThreadGroup root = Thread.currentThread().getThreadGroup();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    ThreadGroup[] groups = new ThreadGroup[root.activeGroupCount() + 1];
    int found = root.enumerate(groups);
    for (int i = 0; i < found; i++) {
      if (groups[i].getName().equals(TASKS) && groups[i].activeCount() > 0) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
