package org.beamnsl.pipelines.workflow;

import java.io.PrintStream;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.beamnsl.core.command.Progress;

/**
 * What a person sees of a run: one line per stage, redrawn on a terminal while it works, and where
 * the time went at the end. Safe for use by several threads.
 */
final class RunDisplay implements AutoCloseable {
  private static final long REDRAW_MILLIS = 250;
  private static final long PLAIN_NANOS = 30_000_000_000L;

  /** How many of the stages that took longest are named at the end. */
  private static final int LONGEST = 4;

  private static final double FIRST_GUESS_SECONDS = 3;

  private final PrintStream err;
  private final Progress.Mode mode;
  private final boolean redraw;
  private final List<Stage> stages;
  private final int nameWidth;
  private final int commandWidth;
  private final ScheduledExecutorService timer;
  private String head = "";
  private String task = "";
  private long done;
  private long total;
  private String unit = "";
  private long began;
  private long taskBegan;
  private long shown;
  private boolean open;
  private boolean drawn;

  RunDisplay(PrintStream err, Progress progress, List<Stage> stages) {
    this.err = err;
    this.mode = progress.mode();
    this.redraw = progress.redraws();
    this.stages = stages;
    this.nameWidth = width(stages.stream().map(Stage::name));
    this.commandWidth = width(stages.stream().map(Stage::command));
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "run-display");
              thread.setDaemon(true);
              return thread;
            });
    timer.scheduleAtFixedRate(this::tick, REDRAW_MILLIS, REDRAW_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static int width(Stream<String> column) {
    return column.mapToInt(String::length).max().orElse(1);
  }

  /** Says something before the first stage or after the last. */
  synchronized void say(String line) {
    if (mode == Progress.Mode.JSON) {
      err.println("{\"note\":\"" + escape(line) + "\"}");
    } else if (mode != Progress.Mode.NONE) {
      clear();
      err.println(line);
    }
  }

  /** Passes on what a stage has to say, such as a warning; also when progress is not told. */
  synchronized void note(String line) {
    if (mode == Progress.Mode.JSON) {
      err.println("{\"note\":\"" + escape(line) + "\"}");
    } else {
      clear();
      err.println("        " + line);
    }
  }

  synchronized void begin(int index, Stage stage) {
    head =
        String.format(
            Locale.ROOT,
            "%3d/%d %-" + nameWidth + "s  %-" + commandWidth + "s",
            index,
            stages.size(),
            stage.name(),
            stage.command());
    task = "";
    done = 0;
    total = -1;
    began = System.nanoTime();
    shown = began;
    open = true;
    if (mode == Progress.Mode.JSON) {
      event(stage, "running", 0, -1);
    }
  }

  synchronized void update(String newTask, long newDone, long newTotal, String newUnit) {
    if (!newTask.equals(task)) {
      taskBegan = System.nanoTime();
    }
    task = newTask;
    done = newDone;
    total = newTotal;
    unit = newUnit;
  }

  synchronized void end(Stage stage, RunRecord.StageRecord result) {
    open = false;
    if (mode == Progress.Mode.JSON) {
      event(stage, result.state(), result.seconds(), result.records());
    } else if (mode != Progress.Mode.NONE) {
      clear();
      String records =
          result.records() < 0 ? "" : String.format(Locale.ROOT, "%,d records", result.records());
      String time =
          result.state().equals(WorkflowRun.EXECUTED)
              ? Elapsed.exact(result.seconds())
              : result.state();
      // One piece: results on standard output must not get between its parts.
      err.println(String.format(Locale.ROOT, "%s  %17s  %s", head, records, time));
      err.flush();
    }
  }

  /** Says where the time went. */
  void summary(List<RunRecord.StageRecord> results, double seconds) {
    List<RunRecord.StageRecord> executed =
        results.stream().filter(each -> each.state().equals(WorkflowRun.EXECUTED)).toList();
    long kept =
        results.stream().filter(each -> each.state().equals(WorkflowRun.UP_TO_DATE)).count();
    say(
        String.format(
            Locale.ROOT,
            "%d executed, %d up to date, %s",
            executed.size(),
            kept,
            Elapsed.exact(seconds)));
    if (executed.size() > 1) {
      executed.stream()
          .sorted(Comparator.comparingDouble(RunRecord.StageRecord::seconds).reversed())
          .limit(LONGEST)
          .forEach(each -> say(share(each, seconds)));
    }
  }

  private String share(RunRecord.StageRecord stage, double seconds) {
    return String.format(
        Locale.ROOT,
        "  %-" + nameWidth + "s  %11s  %3.0f %%",
        stage.name(),
        Elapsed.exact(stage.seconds()),
        100 * stage.seconds() / Math.max(seconds, 1e-9));
  }

  private synchronized void tick() {
    if (!open || mode == Progress.Mode.NONE || mode == Progress.Mode.JSON) {
      return;
    }
    long now = System.nanoTime();
    if (!redraw && now - shown < PLAIN_NANOS) {
      return;
    }
    shown = now;
    String line = running((now - began) / 1e9, (now - taskBegan) / 1e9);
    if (redraw) {
      err.print(Progress.redrawn(line));
      err.flush();
      drawn = true;
    } else {
      err.println(line);
    }
  }

  private String running(double seconds, double taskSeconds) {
    StringBuilder line = new StringBuilder(head);
    line.append(String.format(Locale.ROOT, " %5s  ", Elapsed.round(seconds))).append(task);
    if (done > 0) {
      line.append(String.format(Locale.ROOT, " %,d", done));
      line.append(total > 0 ? String.format(Locale.ROOT, " of %,d ", total) : " ").append(unit);
    }
    if (done > 0 && total > done && taskSeconds >= FIRST_GUESS_SECONDS) {
      double left = taskSeconds * (total - done) / done;
      line.append(", ").append(Elapsed.round(left)).append(" left");
    }
    return line.toString();
  }

  private void event(Stage stage, String state, double seconds, long records) {
    err.printf(
        Locale.ROOT,
        "{\"stage\":\"%s\",\"command\":\"%s\",\"state\":\"%s\",\"seconds\":%.1f,\"records\":%d}%n",
        stage.name(),
        stage.command(),
        state,
        seconds,
        records);
  }

  private static String escape(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  private void clear() {
    if (drawn) {
      err.print("\r\033[K");
      drawn = false;
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
