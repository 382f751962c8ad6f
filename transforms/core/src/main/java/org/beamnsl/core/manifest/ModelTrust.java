package org.beamnsl.core.manifest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.storage.FileInfo;
import org.beamnsl.core.storage.Storages;

/**
 * Decides whether a saved model may be loaded. A SavedModel is a program: TensorFlow runs what is
 * in it. So every file of it must be listed, with the digest that it has, by the manifest of the
 * artifact that holds it.
 */
public final class ModelTrust {
  private static final int LEVELS = 3;

  private ModelTrust() {}

  /**
   * Looks at every byte of a model.
   *
   * @param flag the flag that named the model, for messages
   * @param folder the saved model
   * @throws NslException (65) when no manifest vouches for it
   */
  public static void require(String flag, String folder) {
    try {
      Optional<String> doubt = doubt(Storages.trimSlash(folder));
      if (doubt.isPresent()) {
        throw NslException.badData(
            "--"
                + flag
                + "="
                + folder
                + ": not loaded: "
                + doubt.get()
                + "; a model is a program: --allowUntrustedModel loads one that you trust");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> doubt(String folder) throws IOException {
    String place = folder;
    String below = "";
    for (int level = 0; level < LEVELS; level++) {
      Optional<Artifact> artifact = Artifact.at(place);
      if (artifact.isPresent()) {
        return doubt(folder, below, artifact.get().manifest());
      }
      below = Storages.baseName(place) + "/" + below;
      place = Storages.parent(place);
    }
    return Optional.of("no manifest vouches for it");
  }

  private static Optional<String> doubt(String folder, String below, Manifest manifest)
      throws IOException {
    Map<String, String> expected = new HashMap<>();
    manifest.files().forEach(file -> expected.put(file.path(), file.sha256()));
    List<String> names = new ArrayList<>();
    collect(folder, below, names);
    for (String name : names) {
      if (!expected.containsKey(name)) {
        return Optional.of(name + " is not in the manifest");
      }
      String file = Storages.join(folder, name.substring(below.length()));
      if (!Sha256.ofFile(file).equals(expected.get(name))) {
        return Optional.of(name + " is not what the manifest says");
      }
    }
    return names.isEmpty() ? Optional.of("there is nothing in it") : Optional.empty();
  }

  private static void collect(String folder, String below, List<String> names) throws IOException {
    for (FileInfo child : Storages.of(folder).list(folder)) {
      String name = below + Storages.baseName(child.path());
      if (child.directory()) {
        collect(child.path(), name + "/", names);
      } else if (!name.equals(Manifest.FILE_NAME)) {
        names.add(name);
      }
    }
  }
}
