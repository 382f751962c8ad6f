package org.beamnsl.pipelines.engine;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Optional;
import org.beamnsl.core.failure.CauseChain;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;

/** Recognises a cluster that does not answer. */
final class Unreachable {
  private Unreachable() {}

  static Optional<NslException> in(Throwable thrown) {
    for (Throwable t : CauseChain.of(thrown)) {
      if (t instanceof ConnectException || t instanceof UnknownHostException) {
        return Optional.of(
            new NslException(
                ExitCode.UNAVAILABLE, "the cluster cannot be reached: " + t.getMessage(), thrown));
      }
    }
    return Optional.empty();
  }
}
