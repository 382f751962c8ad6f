package org.beamnsl.pipelines.workflow;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.storage.LocalStorage;
import org.beamnsl.core.storage.Storages;
import org.jspecify.annotations.Nullable;

/**
 * One run per root: a lock of the operating system, which ends with the process that holds it,
 * however that ends; a {@link Lease} where the root is not local.
 */
public final class RunLock implements AutoCloseable {
  private static final String NAME = ".lock";

  private final @Nullable FileChannel channel;
  private final @Nullable Lease lease;

  private RunLock(@Nullable FileChannel channel, @Nullable Lease lease) {
    this.channel = channel;
    this.lease = lease;
  }

  /**
   * Takes the lock.
   *
   * @throws NslException (75) when another run holds it, (73) when the root cannot be written
   */
  public static RunLock take(String root) {
    try {
      if (!(Storages.of(root) instanceof LocalStorage)) {
        return new RunLock(null, Lease.take(root, Lease.Timing.USUAL, Clock.systemUTC()));
      }
      Path folder = LocalStorage.path(root);
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve(NAME),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      if (!locked(channel)) {
        channel.close();
        String holder = Files.readString(folder.resolve(NAME)).strip();
        throw new NslException(
            ExitCode.LOCKED,
            root
                + ": another run works here"
                + (holder.isEmpty() ? "" : " (process " + holder + ")")
                + "; wait for it or choose another root");
      }
      channel.truncate(0);
      String pid = Long.toString(ProcessHandle.current().pid());
      channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.UTF_8)), 0);
      return new RunLock(channel, null);
    } catch (IOException e) {
      throw NslException.cannotWrite("root " + root + ": cannot write: " + e, e);
    }
  }

  /**
   * Makes sure that it is still held, where it can be lost.
   *
   * @throws NslException (75) when another run took it over
   */
  void requireHeld() {
    if (lease != null) {
      lease.requireHeld();
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      @Nullable FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException heldByThisProcess) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      if (lease != null) {
        lease.close();
      }
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
