package org.beamnsl.core.command;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Whether a person looks on standard error. The launcher knows, and says so by a system property:
 * the place of the terminal, or nothing when there is none. Where libraries and the virtual machine
 * write to standard error what nobody wants to read, the launcher goes through it line by line; a
 * line that is redrawn has no end, so this process then writes to the terminal itself.
 */
public final class Terminal {
  static final String PROPERTY = "nsl.terminal";

  private Terminal() {}

  /** Lets {@link System#err} write to the terminal that the launcher found, if any. */
  public static void writeErrorsTo() {
    String place = System.getProperty(PROPERTY, "");
    if (place.isEmpty()) {
      return;
    }
    try {
      System.setErr(
          new PrintStream(new FileOutputStream(place, true), true, StandardCharsets.UTF_8));
    } catch (IOException e) {
      // What goes through the launcher is told line by line.
      System.setProperty(PROPERTY, "");
    }
  }

  /** Whether lines can be redrawn; without a launcher, whether this process has a console. */
  static boolean isThere() {
    @Nullable String place = System.getProperty(PROPERTY);
    return place == null ? System.console() != null : !place.isEmpty();
  }
}
