package org.beamnsl.pipelines.engine;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells other processes that one uses a folder: it holds a lock on a file in it, which the system
 * frees when the process is gone, however it ended.
 */
final class ScratchLock implements Closeable {
  private static final String NAME = "lock";

  private final FileChannel channel;

  private ScratchLock(FileChannel channel) {
    this.channel = channel;
  }

  /** The file in a folder. A folder without it is not known to be abandoned. */
  static Path file(Path folder) {
    return folder.resolve(NAME);
  }

  /**
   * Locks a new folder. The file has its name only once it is locked, so that nobody finds it free.
   * Where the file system knows no locks there is no file either.
   */
  static Optional<ScratchLock> hold(Path folder) throws IOException {
    Path unlocked = folder.resolve(NAME + ".new");
    FileChannel channel =
        FileChannel.open(unlocked, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    Optional<ScratchLock> lock = locked(channel);
    if (lock.isPresent()) {
      Files.move(unlocked, file(folder));
    } else {
      Files.delete(unlocked);
    }
    return lock;
  }

  /** Takes over the lock of a folder that no process uses; empty when one does. */
  static Optional<ScratchLock> takeOver(Path folder) throws IOException {
    return locked(FileChannel.open(file(folder), StandardOpenOption.WRITE));
  }

  private static Optional<ScratchLock> locked(FileChannel channel) throws IOException {
    @Nullable FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (IOException | OverlappingFileLockException e) {
      lock = null; // no locks here, or one that is held in this process
    }
    if (lock == null) {
      channel.close();
      return Optional.empty();
    }
    return Optional.of(new ScratchLock(channel));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
