package org.beamnsl.core.command;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.beamnsl.core.failure.CauseChain;

/** Recognises that memory ran out behind what was thrown. */
final class MemoryShortage {
  /** Engines pass some failures of their workers on as text. */
  private static final Pattern TEXT = Pattern.compile("OutOfMemoryError: ([^\\r\\n]*)");

  private MemoryShortage() {}

  /** What ran out, in the virtual machine's words. */
  static Optional<String> find(Throwable thrown) {
    for (Throwable t : CauseChain.of(thrown)) {
      if (t instanceof OutOfMemoryError) {
        return Optional.of(String.valueOf(t.getMessage()));
      }
      Matcher text = TEXT.matcher(String.valueOf(t.getMessage()));
      if (text.find()) {
        return Optional.of(text.group(1));
      }
    }
    return Optional.empty();
  }

  /**
   * One line that says it, and what to do.
   *
   * @param what what ran out
   * @param advice flags with which the command takes less memory, or nothing
   */
  static String line(String what, String advice) {
    return String.format(
        "out of memory (%s): the heap has %d MB; NSL_JAVA_OPTS=-Xmx<n>g gives it more%s",
        what, Runtime.getRuntime().maxMemory() >> 20, advice.isEmpty() ? "" : ", or " + advice);
  }
}
