package org.beamnsl.core.command;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.beamnsl.core.failure.CauseChain;

/** Recognises a full disk or an unwritable folder behind an exception. */
final class UnwritableDisk {
  private UnwritableDisk() {}

  /** What the failure says itself, else what an exception that it caused repeats of it. */
  static Optional<String> find(Throwable thrown) {
    Optional<String> repeated = Optional.empty();
    for (Throwable t : CauseChain.of(thrown)) {
      String message = String.valueOf(t.getMessage());
      String lower = message.toLowerCase(Locale.ROOT);
      boolean full =
          lower.contains("no space left")
              || lower.contains("disk quota exceeded")
              || lower.contains("file too large")
              || lower.contains("read-only file system");
      String first = message.lines().findFirst().orElse(message);
      if (full && t instanceof IOException) {
        return Optional.of(first);
      }
      if (full && message.contains("IOException") && repeated.isEmpty()) {
        repeated = Optional.of(first);
      }
    }
    return repeated;
  }
}
