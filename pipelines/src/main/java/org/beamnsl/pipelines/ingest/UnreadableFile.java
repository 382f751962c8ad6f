package org.beamnsl.pipelines.ingest;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import java.util.zip.ZipException;
import org.beamnsl.core.failure.NslException;

/** Tells a file that cannot be what its name says from a failure of the disk. */
final class UnreadableFile {
  private UnreadableFile() {}

  /**
   * What to throw for a failure while reading: (65) with the file where that is damaged, else the
   * failure itself. Readers decode ahead, so they do not know the line.
   */
  static IOException explain(String file, IOException failure) {
    Optional<String> damage = damage(failure);
    if (damage.isPresent()) {
      throw NslException.badData(file + ": the file cannot be read further: " + damage.get());
    }
    return failure;
  }

  private static Optional<String> damage(IOException failure) {
    if (failure instanceof CharacterCodingException) {
      return Optional.of("is not text in UTF-8");
    }
    boolean compressed = failure instanceof EOFException || failure instanceof ZipException;
    return compressed ? Optional.of(String.valueOf(failure.getMessage())) : Optional.empty();
  }
}
