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
 * the manifest, written last, makes them count: there an output that is replaced loses its manifest
 * before the first file is written, so that nobody takes a mixture for a result. Closing without a
 * commit removes what was written.
 *
 * <p>Not safe for use by several threads; the files may be written by other processes.
 */
public final class ArtifactStaging implements AutoCloseable {
  private static final String BAD_RECORDS = "badrecords";

  private final Storage storage;
  private final String output;
  private final String folder;
  private final boolean existed;
  private final boolean overwrite;
  private boolean kept;
  private boolean begun;

  private ArtifactStaging(
      Storage storage, String output, String folder, boolean existed, boolean overwrite) {
    this.storage = storage;
    this.output = output;
    this.folder = folder;
    this.existed = existed;
    this.overwrite = overwrite;
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
   * @throws NslException (73) when the output exists and must not be replaced; a folder that holds
   *     something but no manifest never is, since nothing says that it was written by us
   */
  public static ArtifactStaging begin(String output, boolean overwrite, boolean oneFile) {
    String target = Storages.trimSlash(output);
    Storage storage = Storages.of(target);
    try {
      Optional<FileInfo> old = storage.stat(target);
      if (old.isPresent()) {
        requireReplaceable(storage, old.get(), output, overwrite);
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
      return new ArtifactStaging(storage, target, folder, old.isPresent(), overwrite);
    } catch (IOException e) {
      throw NslException.cannotWrite("--output=" + output + ": " + e, e);
    }
  }

  private static void requireReplaceable(
      Storage storage, FileInfo old, String output, boolean overwrite) throws IOException {
    if (isEmptyFolder(storage, old)) {
      return;
    }
    if (!overwrite) {
      throw NslException.cannotWrite(
          "--output=" + output + ": exists already; --overwrite=true replaces it", null);
    }
    boolean ours = !old.directory() || Artifact.at(old.path()).isPresent();
    if (!ours && storage.renamesAtomically(old.path())) {
      throw NslException.cannotWrite(
          "--output="
              + output
              + ": is a folder without a manifest, so not an output of ours: --overwrite does not"
              + " delete it; choose another name, or remove it",
          null);
    }
  }

  private static boolean isEmptyFolder(Storage storage, FileInfo info) throws IOException {
    return info.directory() && storage.list(info.path()).isEmpty();
  }

  /** The folder to write into. Everything left in it at the commit appears in the output. */
  public String folder() {
    beginWriting();
    return folder;
  }

  private void beginWriting() {
    if (!begun && existed && folder.equals(output)) {
      try {
        storage.delete(Storages.join(output, Manifest.FILE_NAME));
      } catch (IOException e) {
        throw NslException.cannotWrite("--output=" + output + ": " + e, e);
      }
    }
    begun = true;
  }

  /**
   * The path of a file to write, from its name relative to the artifact.
   *
   * @throws NslException (65) for a name that would leave the artifact
   */
  public String path(String name) {
    return Storages.join(folder(), Storages.requireInside(name));
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
      if (stillReplaceable()) {
        // Those of the output that is replaced; this one may have none.
        storage.delete(output + "." + BAD_RECORDS);
      }
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

  /** Whether there is something to replace; somebody may have written or removed it meanwhile. */
  private boolean stillReplaceable() throws IOException {
    Optional<FileInfo> now = storage.stat(output);
    if (now.isPresent()) {
      requireReplaceable(storage, now.get(), output, overwrite);
    }
    return now.isPresent();
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
    if (!stillReplaceable()) {
      storage.rename(from, to);
      return;
    }
    String old = from.replace(".staging-", ".replaced-");
    storage.rename(to, old);
    try {
      storage.rename(from, to);
    } catch (IOException e) {
      storage.rename(old, to);
      throw e;
    }
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
