package org.beamnsl.core.command;

import org.beamnsl.core.failure.NslException;

/** Bounds on values of flags. Every check throws {@link NslException} (64) that names the flag. */
public final class FlagBounds {
  private FlagBounds() {}

  /** Whole numbers from {@code least} on. */
  public static void atLeast(String flag, long value, long least) {
    if (value < least) {
      throw NslException.usage("--" + flag + "=" + value + ": expected at least " + least);
    }
  }

  /** Finite numbers from 0 on. */
  public static void atLeastZero(String flag, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw NslException.usage("--" + flag + "=" + value + ": expected at least 0");
    }
  }

  /** Finite numbers above 0. */
  public static void positive(String flag, double value) {
    if (!(value > 0) || Double.isInfinite(value)) {
      throw NslException.usage("--" + flag + "=" + value + ": expected a number above 0");
    }
  }

  /** Shares in [0, 1). */
  public static void share(String flag, double value) {
    if (!(value >= 0 && value < 1)) {
      throw NslException.usage(
          "--" + flag + "=" + value + ": expected a share of at least 0 and below 1");
    }
  }
}
