package org.beamnsl.pipelines.workflow;

import java.util.Locale;

/** A time as a person says it: seconds while they are few, else minutes or hours with them. */
final class Elapsed {
  private static final double FEW_SECONDS = 100;
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;

  private Elapsed() {}

  /** {@code 7.3 s}, {@code 12 min 05 s}, {@code 2 h 40 min}. */
  static String exact(double seconds) {
    return seconds < FEW_SECONDS ? String.format(Locale.ROOT, "%.1f s", seconds) : round(seconds);
  }

  /** The same without parts of seconds: {@code 7 s}. */
  static String round(double seconds) {
    long whole = Math.round(seconds);
    if (whole < FEW_SECONDS) {
      return whole + " s";
    }
    return whole < HOUR
        ? String.format(Locale.ROOT, "%d min %02d s", whole / MINUTE, whole % MINUTE)
        : String.format(Locale.ROOT, "%d h %02d min", whole / HOUR, whole % HOUR / MINUTE);
  }
}
