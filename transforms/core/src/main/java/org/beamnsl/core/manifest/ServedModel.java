package org.beamnsl.core.manifest;

import java.io.IOException;
import java.util.Optional;
import java.util.TreeMap;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.storage.FileInfo;
import org.beamnsl.core.storage.Storages;
import org.jspecify.annotations.Nullable;

/**
 * The model behind a text that names one, or the folder with numbered versions that {@code push}
 * fills. A folder without versions, or one that does not exist yet, means that no model is in
 * service; so does version 0 of a folder, which says for good that there was none.
 */
public final class ServedModel {
  /** The digest that stands for no model. */
  public static final String NONE = "none";

  /** The type of the artifacts that {@code push} places in a folder of versions. */
  public static final String TYPE = "ServedModel";

  /** The role under which such an artifact names the digest of the model as it was trained. */
  public static final String MODEL = "model";

  private static final String NO_VERSION = "0";

  private ServedModel() {}

  /**
   * The artifact in service.
   *
   * @param flag the flag's name, for messages
   * @throws NslException (66) for a folder that holds something, but neither a model nor versions
   */
  public static Optional<Artifact> find(String flag, String path) throws IOException {
    Optional<Artifact> itself = Artifact.at(path);
    if (itself.isPresent() || Storages.baseName(Storages.trimSlash(path)).equals(NO_VERSION)) {
      return itself;
    }
    TreeMap<Long, Artifact> versions = new TreeMap<>();
    boolean other = false;
    for (FileInfo entry : Storages.of(path).list(path)) {
      String name = Storages.baseName(entry.path());
      Optional<Artifact> version =
          name.matches("[1-9][0-9]{0,17}") ? Artifact.at(entry.path()) : Optional.empty();
      version.ifPresent(model -> versions.put(Long.parseLong(name), model));
      other |= version.isEmpty() && !name.startsWith(".");
    }
    if (versions.isEmpty() && other) {
      throw NslException.noInput(
          "--" + flag + "=" + path + ": neither a model nor a folder that push fills");
    }
    return versions.isEmpty() ? Optional.empty() : Optional.of(versions.lastEntry().getValue());
  }

  /**
   * The path that goes on naming what {@link #find} found, whatever is pushed later.
   *
   * @param flag the flag's name, for messages
   */
  public static String pinned(String flag, String path) throws IOException {
    return find(flag, path)
        .map(Artifact::path)
        .orElseGet(
            () ->
                Storages.baseName(Storages.trimSlash(path)).equals(NO_VERSION)
                    ? path
                    : Storages.join(Storages.trimSlash(path), NO_VERSION));
  }

  /** The digest of the model as it was trained, whether pushed or not; {@link #NONE} for none. */
  public static String digest(String flag, String path) throws IOException {
    return find(flag, path).map(ServedModel::digest).orElse(NONE);
  }

  /** The digest of a model as it was trained: a pushed one names that of its origin. */
  public static String digest(Artifact model) {
    Manifest manifest = model.manifest();
    @Nullable String origin = manifest.type().equals(TYPE) ? manifest.inputs().get(MODEL) : null;
    return origin == null ? manifest.dataDigest() : origin;
  }
}
