package org.beamnsl.core.manifest;

import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.storage.FileInfo;
import org.beamnsl.core.storage.Storage;
import org.beamnsl.core.storage.Storages;

/**
 * The place where a stage writes before it commits. Where folders can be renamed the files grow in
 * a hidden folder beside the output and appear there in one step; elsewhere they grow in place, and
 * the manifest, written last, makes them count. Closing without a commit removes what was written.
 *
 * <p>Not safe for use by several threads; the files may be written by other processes.
 */
public final class ArtifactStaging implements AutoCloseable {
  private final Storage storage;
  private final String output;
  private final String folder;
  private final boolean existed;
  private boolean kept;

  private ArtifactStaging(Storage storage, String output, String folder, boolean existed) {
    this.storage = storage;
    this.output = output;
    this.folder = folder;
    this.existed = existed;
  }

  /**
   * Starts writing to {@code output}.
   *
   * @param overwrite whether an output that exists is replaced; it stays whole until the commit
   * @throws NslException (73) when the output exists and must not be replaced
   */
  public static ArtifactStaging begin(String output, boolean overwrite) {
    return begin(output, overwrite, false);
  }

  /**
   * Starts writing to {@code output}.
   *
   * @param overwrite whether an output that exists is replaced; it stays whole until the commit
   * @param oneFile whether it will be committed by {@link #commitFile}: then the files always grow
   *     beside it, because its name cannot be a folder's
   * @throws NslException (73) when the output exists and must not be replaced
   */
  public static ArtifactStaging begin(String output, boolean overwrite, boolean oneFile) {
    String target = Storages.trimSlash(output);
    Storage storage = Storages.of(target);
    try {
      Optional<FileInfo> old = storage.stat(target);
      if (old.isPresent() && !overwrite && !isEmptyFolder(storage, old.get())) {
        throw NslException.cannotWrite(
            "--output=" + output + ": exists already; --overwrite=true replaces it", null);
      }
      String name =
          "."
              + Storages.baseName(target)
              + ".staging-"
              + UUID.randomUUID().toString().substring(0, 8);
      String folder =
          oneFile || storage.renamesAtomically(target)
              ? Storages.join(Storages.parent(target), name)
              : target;
      return new ArtifactStaging(storage, target, folder, old.isPresent());
    } catch (IOException e) {
      throw NslException.cannotWrite("--output=" + output + ": " + e, e);
    }
  }

  private static boolean isEmptyFolder(Storage storage, FileInfo info) throws IOException {
    return info.directory() && storage.list(info.path()).isEmpty();
  }

  /** The folder to write into. Everything left in it at the commit appears in the output. */
  public String folder() {
    return folder;
  }

  /**
   * The path of a file to write, from its name relative to the artifact.
   *
   * @throws NslException (65) for a name that would leave the artifact
   */
  public String path(String name) {
    return Storages.join(folder, Storages.requireInside(name));
  }

  /** Leaves what was written where it is, without a commit: somebody else still writes there. */
  public void leave() {
    kept = true;
  }

  /** Makes the folder, with its manifest, the output. */
  public Artifact commit(Manifest manifest) {
    try {
      manifest.write(path(Manifest.FILE_NAME));
      if (!folder.equals(output)) {
        replace(folder, output);
      }
      kept = true;
      return new Artifact(output, manifest);
    } catch (IOException e) {
      throw NslException.cannotWrite("--output=" + output + ": " + e, e);
    }
  }

  /**
   * Makes one file of the folder the output, with its manifest beside it; every other entry of the
   * folder named {@code X} appears beside it as {@code output.X}.
   *
   * @param name the file's name relative to the staging folder
   */
  public Artifact commitFile(String name, Manifest manifest) {
    try {
      String file = path(name);
      for (FileInfo other : storage.list(folder)) {
        if (!Storages.baseName(other.path()).equals(name)) {
          replaceAny(other.path(), output + "." + Storages.baseName(other.path()));
        }
      }
      storage.delete(output + Manifest.SUFFIX);
      replaceAny(file, output);
      manifest.write(output + Manifest.SUFFIX);
      return new Artifact(output, manifest);
    } catch (IOException e) {
      throw NslException.cannotWrite("--output=" + output + ": " + e, e);
    }
  }

  private void replaceAny(String from, String to) throws IOException {
    boolean folders =
        storage.stat(from).map(FileInfo::directory).orElse(false)
            || storage.stat(to).map(FileInfo::directory).orElse(false);
    if (folders) {
      storage.delete(to);
    }
    storage.rename(from, to);
  }

  private void replace(String from, String to) throws IOException {
    if (!existed) {
      storage.rename(from, to);
      return;
    }
    String old = from.replace(".staging-", ".replaced-");
    storage.rename(to, old);
    storage.rename(from, to);
    storage.delete(old);
  }

  @Override
  public void close() {
    if (kept) {
      return;
    }
    try {
      if (!folder.equals(output) || !existed) {
        storage.delete(folder);
      }
    } catch (IOException e) {
      throw NslException.cannotWrite(folder + ": cannot remove: " + e, e);
    }
  }
}
