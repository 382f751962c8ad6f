package org.beamnsl.pipelines.engine;

import java.util.Arrays;
import org.beamnsl.core.failure.CauseChain;

/**
 * Recognises a lack of memory that Flink made unrecognisable: to add advice to an {@link
 * OutOfMemoryError} it writes into a field of {@code Throwable} that Java has closed since version
 * 16, and what comes of that takes the error's place.
 */
final class RewordedShortage {
  private static final String REWORDING = "tryEnrichOutOfMemoryError";

  private RewordedShortage() {}

  /** Whether a failure is one of that kind. */
  static boolean in(Throwable thrown) {
    for (Throwable cause : CauseChain.of(thrown)) {
      if (Arrays.stream(cause.getStackTrace())
          .anyMatch(frame -> frame.getMethodName().equals(REWORDING))) {
        return true;
      }
    }
    return false;
  }
}
