package org.beamnsl.pipelines.transform;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.storage.Storages;
import org.beamnsl.core.text.Vocabulary;

/** The vocabulary that {@code --vocabulary} names. */
final class GivenVocabulary {
  private GivenVocabulary() {}

  /**
   * Reads it.
   *
   * @param place an artifact of {@code transform}, or a file with a token a line
   * @throws NslException (66) when there is none, (65) when it is empty or a token stands twice
   */
  static Vocabulary read(String place, TransformOptions options) throws IOException {
    String file =
        Artifact.at(place).isPresent()
            ? Storages.join(Storages.trimSlash(place), "vocabulary/" + options.target() + ".txt")
            : place;
    try (InputStream in = Storages.of(file).open(file)) {
      List<String> tokens = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      if (tokens.isEmpty()) {
        throw NslException.badData("--vocabulary=" + file + ": holds no token");
      }
      return new Vocabulary(tokens, options.oovBuckets());
    } catch (NoSuchFileException e) {
      throw NslException.noInput("--vocabulary=" + file + ": not found");
    } catch (IllegalArgumentException e) {
      throw NslException.badData("--vocabulary=" + file + ": " + e.getMessage());
    }
  }
}
