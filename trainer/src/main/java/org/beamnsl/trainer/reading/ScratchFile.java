package org.beamnsl.trainer.reading;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;

/**
 * A file that is first filled and then read, at any place and by several threads. The system
 * removes it when it is closed, and when the process ends, however it ends.
 */
final class ScratchFile implements AutoCloseable {
  private static final int BUFFER = 1 << 20;

  private final Path path;
  private final FileChannel channel;
  private ByteBuffer pending = ByteBuffer.allocate(BUFFER);
  private long length;

  private ScratchFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * An empty file.
   *
   * @throws NslException (73) when the folder cannot be written to
   */
  static ScratchFile in(Path folder) {
    try {
      Path path = Files.createTempFile(folder, "nsl-examples-", ".scratch");
      return new ScratchFile(
          path,
          FileChannel.open(
              path,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE));
    } catch (IOException e) {
      throw new NslException(
          ExitCode.CANNOT_WRITE, folder + ": cannot keep examples there: " + e, e);
    }
  }

  /** Bytes appended so far. */
  long length() {
    return length;
  }

  void append(byte[] bytes) {
    int done = 0;
    while (done < bytes.length) {
      if (!pending.hasRemaining()) {
        flush();
      }
      int part = Math.min(pending.remaining(), bytes.length - done);
      pending.put(bytes, done, part);
      done += part;
    }
    length += bytes.length;
  }

  private void flush() {
    pending.flip();
    try {
      while (pending.hasRemaining()) {
        channel.write(pending);
      }
    } catch (IOException e) {
      throw new NslException(
          ExitCode.CANNOT_WRITE,
          path.getParent() + ": cannot keep examples there: " + e.getMessage(),
          e);
    }
    pending.clear();
  }

  /** Ends the filling; only now may it be read. */
  void seal() {
    flush();
    pending = ByteBuffer.allocate(0);
  }

  /** The bytes from a place on. */
  ByteBuffer read(long from, int count) {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    try {
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, from + bytes.position()) < 0) {
          throw new EOFException(path + " was cut short");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.flip();
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
