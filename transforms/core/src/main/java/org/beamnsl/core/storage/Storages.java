package org.beamnsl.core.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.beamnsl.core.failure.NslException;

/** Finds the {@link Storage} of a path. */
public final class Storages {
  private static final List<Storage> KNOWN =
      Stream.concat(
              ServiceLoader.load(Storage.class, Storages.class.getClassLoader()).stream()
                  .map(ServiceLoader.Provider::get),
              Stream.of(new LocalStorage()))
          .sorted(Comparator.comparingInt(Storage::precedence).reversed())
          .toList();

  private Storages() {}

  /**
   * The storage that serves {@code path}: local for paths without a scheme.
   *
   * @throws NslException (78) when no module on the class path serves its scheme
   */
  public static Storage of(String path) {
    for (Storage storage : KNOWN) {
      if (storage.handles(path)) {
        return storage;
      }
    }
    throw NslException.config(path + ": no file system on the class path serves this scheme");
  }

  /**
   * Writes a whole small file, in one step where the storage can rename: whoever reads it meanwhile
   * sees the old one or the new one.
   */
  public static void write(String path, byte[] bytes) throws IOException {
    Storage storage = of(path);
    String target = storage.renamesAtomically(path) ? path + ".tmp" : path;
    try (OutputStream out = storage.create(target)) {
      out.write(bytes);
    }
    if (!target.equals(path)) {
      storage.rename(target, path);
    }
  }

  /** Joins a folder and a relative name with one slash. */
  public static String join(String folder, String name) {
    return folder.endsWith("/") ? folder + name : folder + "/" + name;
  }

  /**
   * A relative name that stays within the folder it is joined to.
   *
   * @throws NslException (65) for a name that is empty, absolute, or steps upwards
   */
  public static String requireInside(String name) {
    boolean leaves =
        name.isEmpty()
            || name.startsWith("/")
            || name.contains("\\")
            || name.contains("://")
            || Arrays.asList(name.split("/", -1)).contains("..");
    if (leaves) {
      throw NslException.badData("the name '" + name + "' does not stay within its folder");
    }
    return name;
  }

  /** The last component of a path. */
  public static String baseName(String path) {
    String trimmed = trimSlash(path);
    return trimmed.substring(trimmed.lastIndexOf('/') + 1);
  }

  /** The folder a path lies in, {@code .} for a bare name. */
  public static String parent(String path) {
    String trimmed = trimSlash(path);
    int slash = trimmed.lastIndexOf('/');
    return slash < 0 ? "." : slash == 0 ? "/" : trimmed.substring(0, slash);
  }

  /** The path without slashes at its end. */
  public static String trimSlash(String path) {
    int end = path.length();
    while (end > 1 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }
}
