package org.beamnsl.trainer.reading;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.storage.Storages;

/**
 * How many token ids there are, as the artifact says it. The data alone do not: an id that happens
 * not to occur in the training split may well occur later.
 */
public final class VocabularySize {
  private VocabularySize() {}

  /**
   * The number of ids of {@code feature}, from {@code vocabulary/<feature>.json} of the artifact
   * behind {@code spec}; 0 when there is none.
   *
   * @throws NslException (65) when the file is there but cannot be understood
   */
  public static int of(String spec, String feature) {
    try {
      Optional<String> description =
          ExampleFiles.artifact(spec).flatMap(artifact -> file(artifact, feature + ".json"));
      return description.isPresent() ? read(description.get()) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The place of a file that the artifact has about a vocabulary. */
  static Optional<String> file(Artifact artifact, String name) {
    for (ManifestFile file : artifact.manifest().files()) {
      if (file.path().equals("vocabulary/" + name)) {
        return Optional.of(artifact.pathOf(file));
      }
    }
    return Optional.empty();
  }

  private static int read(String path) throws IOException {
    try (InputStream in = Storages.of(path).open(path)) {
      JsonNode size = JsonMapper.builder().build().readTree(in).path("size");
      if (size.asInt() < 1) {
        throw NslException.badData(path + ": has no positive \"size\"");
      }
      return size.asInt();
    } catch (JacksonException e) {
      throw NslException.badData(path + ": not JSON: " + e.getOriginalMessage());
    }
  }
}
