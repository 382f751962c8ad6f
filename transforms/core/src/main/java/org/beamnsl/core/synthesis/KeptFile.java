package org.beamnsl.core.synthesis;

import java.io.Serializable;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.ManifestFile;

/**
 * A file of an earlier graph, whose manifest vouches for it.
 *
 * @param path the name to open it by
 * @param records what it holds
 * @param sha256 the digest that its bytes must have
 */
public record KeptFile(String path, long records, String sha256) implements Serializable {
  /**
   * Holds the digest of what was read against the manifest's.
   *
   * @throws NslException (65) when they differ
   */
  void check(ManifestFile read) {
    if (!read.sha256().equals(sha256)) {
      throw NslException.badData(
          path + ": its bytes are not those of which the manifest has the digest");
    }
  }
}
