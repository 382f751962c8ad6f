package org.beamnsl.core.command;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells on standard error how far a command is: elapsed time, records, rate, remaining time. Safe
 * for use by several threads.
 */
public final class Progress {
  /** How progress is told. */
  public enum Mode {
    /** One line that is redrawn on a terminal, else as {@link #PLAIN}. */
    AUTO,
    /** A line every few seconds. */
    PLAIN,
    /** A line of JSON every few seconds. */
    JSON,
    /** Nothing but warnings. */
    NONE
  }

  private static final long PLAIN_INTERVAL_NANOS = 5_000_000_000L;
  private static final long REDRAW_INTERVAL_NANOS = 200_000_000L;

  private final PrintStream err;
  private final Mode mode;
  private final boolean redraw;
  private String task = "";
  private String unit = "";
  private long total;
  private long done;
  private long began;
  private long shown;
  private boolean open;
  private boolean drawn;

  /** Progress on {@code err}; lines are redrawn where {@link Terminal} sees a person. */
  public Progress(PrintStream err, Mode mode) {
    this(err, mode, Terminal.isThere());
  }

  Progress(PrintStream err, Mode mode, boolean terminal) {
    this.err = err;
    this.mode = mode;
    this.redraw = mode == Mode.AUTO && terminal;
  }

  /** Progress that tells nothing. */
  public static Progress none() {
    return new Progress(System.err, Mode.NONE);
  }

  /** How progress is told. */
  public Mode mode() {
    return mode;
  }

  /** Whether lines are redrawn because a person looks on. */
  public boolean redraws() {
    return redraw;
  }

  /**
   * Starts a task; ends the one before it.
   *
   * @param total how much there is to do, −1 when not known
   * @param unit what is counted, such as {@code records}
   */
  public synchronized void begin(String task, long total, String unit) {
    end();
    this.task = task;
    this.total = total;
    this.unit = unit;
    done = 0;
    began = System.nanoTime();
    shown = began;
    open = true;
  }

  /** Adds {@code n} to what is done. */
  public synchronized void advance(long n) {
    set(done + n);
  }

  /** Sets what is done. */
  public synchronized void set(long newDone) {
    done = newDone;
    long now = System.nanoTime();
    if (open && now - shown >= (redraw ? REDRAW_INTERVAL_NANOS : PLAIN_INTERVAL_NANOS)) {
      shown = now;
      show(null);
    }
  }

  /** Tells how far something is on a line of its own; nothing when progress is not told. */
  public synchronized void tell(String line) {
    if (mode != Mode.NONE) {
      note(line);
    }
  }

  /** Says something on a line of its own, such as a warning. */
  public synchronized void note(String line) {
    if (mode == Mode.JSON) {
      err.println("{\"note\":" + quote(line) + "}");
      return;
    }
    clear();
    err.println(line);
  }

  /** Ends the current task, if any, with its time. */
  public synchronized void end() {
    if (open) {
      open = false;
      show("done");
      drawn = false;
    }
  }

  /** Takes a line that is being redrawn off the terminal, so that a failure has one of its own. */
  synchronized void leave() {
    open = false;
    clear();
  }

  private void show(@Nullable String state) {
    if (mode == Mode.NONE) {
      return;
    }
    double seconds = (System.nanoTime() - began) / 1e9;
    double rate = seconds > 0 ? done / seconds : 0;
    if (mode == Mode.JSON) {
      err.printf(
          Locale.ROOT,
          "{\"task\":%s,\"state\":\"%s\",\"seconds\":%.1f,\"done\":%d,\"total\":%d,\"unit\":%s}%n",
          quote(task),
          state == null ? "running" : state,
          seconds,
          done,
          total,
          quote(unit));
      return;
    }
    String line = line(state, seconds, rate);
    if (redraw) {
      if (state == null) {
        err.print(redrawn(line));
      } else {
        clear();
        err.println(line);
      }
      err.flush();
      drawn = state == null;
    } else {
      err.println(line);
    }
  }

  private String line(@Nullable String state, double seconds, double rate) {
    StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "  %-28s", task));
    if (done > 0) {
      line.append(String.format(Locale.ROOT, " %,d", done));
      line.append(total > 0 ? String.format(Locale.ROOT, " of %,d", total) : "").append(' ');
      line.append(unit).append(String.format(Locale.ROOT, ", %,.0f/s", rate));
    }
    line.append(String.format(Locale.ROOT, "%s%.1f s", done > 0 ? ", " : " ", seconds));
    if (state == null && total > 0 && rate > 0) {
      line.append(String.format(Locale.ROOT, ", %.0f s left", (total - done) / rate));
    }
    return line.toString();
  }

  /**
   * What draws a line over the one before it. The terminal is told to cut what is wider than
   * itself: a line that wrapped could not be drawn over.
   */
  public static String redrawn(String line) {
    return "\r\033[K\033[?7l" + line + "\033[?7h";
  }

  private void clear() {
    if (drawn) {
      err.print("\r\033[K");
      drawn = false;
    }
  }

  private static String quote(String text) {
    return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }
}
