package org.beamnsl.core.command;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** Recognises a full disk or an unwritable folder behind an exception. */
final class UnwritableDisk {
  private UnwritableDisk() {}

  static Optional<String> find(Throwable thrown) {
    for (Throwable t = thrown; t != null; t = t.getCause() == t ? null : t.getCause()) {
      String message = String.valueOf(t.getMessage());
      String lower = message.toLowerCase(Locale.ROOT);
      boolean full =
          lower.contains("no space left")
              || lower.contains("disk quota exceeded")
              || lower.contains("file too large")
              || lower.contains("read-only file system");
      if (t instanceof IOException && full || full && message.contains("IOException")) {
        return Optional.of(message.lines().findFirst().orElse(message));
      }
    }
    return Optional.empty();
  }
}
