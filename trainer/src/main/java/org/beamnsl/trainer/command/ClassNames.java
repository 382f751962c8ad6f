package org.beamnsl.trainer.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.storage.Storages;
import org.jspecify.annotations.Nullable;

/** Names of classes by their numbers; a class without a name is called by its number. */
record ClassNames(List<String> names) {
  private static final String FILE = "labels.txt";

  /** Reads the given file, else that of the artifact of the examples, where there is one. */
  static ClassNames of(@Nullable String file, String examples) {
    try {
      if (file != null) {
        return read(file);
      }
      Optional<Artifact> found = Artifact.at(examples);
      if (found.isEmpty()) { // one split of an artifact, by its folder or by its name
        found = Artifact.at(Storages.parent(examples));
      }
      return found.isPresent()
              && found.get().manifest().files().stream().anyMatch(one -> one.path().equals(FILE))
          ? read(Storages.join(found.get().path(), FILE))
          : new ClassNames(List.of());
    } catch (NoSuchFileException e) {
      throw NslException.noInput("--labelVocabulary=" + file + ": not found");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ClassNames read(String file) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(Storages.of(file).open(file), StandardCharsets.UTF_8))) {
      return new ClassNames(reader.lines().toList());
    }
  }

  String of(int number) {
    return number < names.size() ? names.get(number) : String.valueOf(number);
  }
}
