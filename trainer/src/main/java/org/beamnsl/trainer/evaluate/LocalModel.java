package org.beamnsl.trainer.evaluate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.beamnsl.core.storage.FileInfo;
import org.beamnsl.core.storage.LocalStorage;
import org.beamnsl.core.storage.Storage;
import org.beamnsl.core.storage.Storages;

/**
 * A saved model as a local folder, which is what TensorFlow loads. A remote one is copied; closing
 * removes the copy.
 *
 * @param copy the copy, if there is one
 */
public record LocalModel(Path folder, Optional<Path> copy) implements AutoCloseable {

  /** The local folder of a model. */
  public static LocalModel of(ModelArtifact.Member member) throws IOException {
    Storage storage = Storages.of(member.folder());
    if (storage instanceof LocalStorage) {
      return new LocalModel(LocalStorage.path(member.folder()), Optional.empty());
    }
    Path copy = Files.createTempDirectory("nsl-model");
    copy(storage, member.folder(), copy);
    return new LocalModel(copy, Optional.of(copy));
  }

  private static void copy(Storage storage, String from, Path to) throws IOException {
    Files.createDirectories(to);
    List<FileInfo> children = storage.list(from);
    for (FileInfo child : children) {
      Path target = to.resolve(Storages.baseName(child.path()));
      if (child.directory()) {
        copy(storage, child.path(), target);
      } else {
        try (InputStream in = storage.open(child.path())) {
          Files.copy(in, target);
        }
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (copy.isPresent()) {
      try (var files = Files.walk(copy.get())) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
