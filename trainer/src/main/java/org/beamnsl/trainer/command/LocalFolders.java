package org.beamnsl.trainer.command;

import java.nio.file.Path;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.storage.LocalStorage;
import org.beamnsl.core.storage.Storages;

/** Folders that must lie on this machine. */
final class LocalFolders {
  private LocalFolders() {}

  /**
   * The folder that a flag names.
   *
   * @throws NslException (64) for a path of another storage
   */
  static Path of(String flag, String folder) {
    if (!(Storages.of(folder) instanceof LocalStorage)) {
      throw NslException.usage("--" + flag + "=" + folder + ": expected a local folder");
    }
    return LocalStorage.path(folder);
  }
}
