package org.beamnsl.pipelines.engine;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A temporary folder of this process. With a new one those are removed that a process of the same
 * user left when it was killed.
 */
final class ScratchFolder implements Closeable {
  private static final String PREFIX = "nsl-engine-";

  private final Path path;
  private final Optional<ScratchLock> lock;

  private ScratchFolder(Path path, Optional<ScratchLock> lock) {
    this.path = path;
    this.lock = lock;
  }

  /** Makes a folder in the folder for temporary files. */
  static ScratchFolder create(Path temporary) throws IOException {
    Path path = Files.createTempDirectory(temporary, ownPrefix());
    ScratchFolder folder = new ScratchFolder(path, ScratchLock.hold(path));
    folder.removeAbandoned();
    return folder;
  }

  /**
   * What only folders of this process begin with. Their locks must not be looked at: to close a
   * file frees the locks that the process has on it.
   */
  private static String ownPrefix() {
    ProcessHandle process = ProcessHandle.current();
    long started = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return PREFIX + process.pid() + "-" + started + "-";
  }

  /** Where it is. */
  Path path() {
    return path;
  }

  private void removeAbandoned() {
    try (DirectoryStream<Path> folders =
        Files.newDirectoryStream(path.resolveSibling(""), PREFIX + "*")) {
      for (Path folder : folders) {
        if (!folder.getFileName().toString().startsWith(ownPrefix())) {
          removeIfAbandoned(folder);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      return; // what cannot be listed is left to the system
    }
  }

  private void removeIfAbandoned(Path folder) {
    try {
      if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
          && Files.getOwner(folder).equals(Files.getOwner(path))
          && Files.isRegularFile(ScratchLock.file(folder), LinkOption.NOFOLLOW_LINKS)) {
        Optional<ScratchLock> free = ScratchLock.takeOver(folder);
        if (free.isPresent()) {
          remove(folder, free);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      return; // another process removed it, or it is left to the system
    }
  }

  /** Removes it; what cannot be removed is left to the system. */
  @Override
  public void close() {
    try {
      remove(path, lock);
    } catch (IOException | UncheckedIOException e) {
      path.toFile().deleteOnExit();
    }
  }

  /** Removes the lock last, so that a folder of which something is left can be told by it. */
  private static void remove(Path folder, Optional<ScratchLock> lock) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      List<Path> all = walk.sorted(Comparator.reverseOrder()).toList();
      for (Path each : all) {
        if (!each.equals(folder) && !each.equals(ScratchLock.file(folder))) {
          Files.deleteIfExists(each);
        }
      }
    } finally {
      if (lock.isPresent()) {
        lock.get().close();
      }
    }
    Files.deleteIfExists(ScratchLock.file(folder));
    Files.deleteIfExists(folder);
  }
}
