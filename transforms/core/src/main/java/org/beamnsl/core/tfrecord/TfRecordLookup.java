package org.beamnsl.core.tfrecord;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import org.jspecify.annotations.Nullable;

/**
 * Reads single records of a plain file whose positions are known, in any order. Checksums are
 * verified like in a reader. Not for use by several threads.
 */
public final class TfRecordLookup implements Closeable {
  /** What is read at once for records that lie close to each other. */
  private static final int DENSE_BYTES = 1 << 16;

  /** What is read at once elsewhere at least; more when the record before was larger. */
  private static final int SPARSE_BYTES = 1 << 9;

  private final SeekableByteChannel channel;
  private final @Nullable MappedFile mapped;
  private final long size;
  private final String name;
  private final MaskedCrc32c crc = new MaskedCrc32c();
  private byte[] window = new byte[DENSE_BYTES];
  private long windowStart;
  private int windowBytes;
  private int sparseBytes = SPARSE_BYTES;
  private int start;
  private int end;

  /**
   * Looks records up in a file.
   *
   * @param channel the file, closed with this; one of this machine is mapped into memory
   * @param name how messages call it
   */
  public TfRecordLookup(SeekableByteChannel channel, String name) throws IOException {
    this.channel = channel;
    this.name = name;
    this.mapped = channel instanceof FileChannel file ? MappedFile.of(file) : null;
    this.size = channel.size();
  }

  /**
   * Finds the record that starts at a position, as {@link TfRecordReader#position()} told it. Until
   * the next call it lies between {@link #start} and {@link #end} of {@link #bytes}.
   *
   * @throws CorruptRecordException when none starts there, or it is damaged
   */
  public void find(long position) throws IOException {
    long offset = position - windowStart;
    boolean onward = offset >= 0 && offset < windowBytes + DENSE_BYTES;
    int at = load(position, Framing.HEADER_BYTES, onward ? DENSE_BYTES : sparseBytes);
    int length =
        Framing.length(window, at, crc, TfRecordReader.DEFAULT_MAX_RECORD_BYTES, name, position);
    int frame = Framing.HEADER_BYTES + length + Framing.FOOTER_BYTES;
    at = load(position, frame, frame);
    start = at + Framing.HEADER_BYTES;
    end = start + length;
    if (crc.of(window, start, length) != Framing.intAt(window, end)) {
      throw new CorruptRecordException(name, position, "its bytes fail their checksum");
    }
    sparseBytes = Math.max(SPARSE_BYTES, Math.min(frame, DENSE_BYTES));
  }

  /** The array that holds the record that was found. */
  public byte[] bytes() {
    return window;
  }

  /** Where the record that was found starts. */
  public int start() {
    return start;
  }

  /** The byte after the record that was found. */
  public int end() {
    return end;
  }

  /**
   * Brings what lies at a position into the window and returns its offset there.
   *
   * @param needed how many bytes must be there
   * @param wanted how many are to be read when some are missing
   */
  private int load(long position, int needed, int wanted) throws IOException {
    long offset = position - windowStart;
    if (offset >= 0 && offset + needed <= windowBytes) {
      return (int) offset;
    }
    if (needed > size - position) {
      throw new CorruptRecordException(name, position, "the file ends inside it");
    }
    int kept = offset >= 0 ? (int) Math.max(0, windowBytes - offset) : 0;
    int bytes = Math.max(needed, wanted);
    byte[] from = window;
    if (bytes > window.length) {
      window = new byte[bytes];
    }
    if (kept > 0) {
      System.arraycopy(from, (int) offset, window, 0, kept);
    }
    windowStart = position;
    windowBytes = kept + read(window, kept, bytes - kept, position + kept);
    if (windowBytes < needed) {
      throw new CorruptRecordException(name, position, "the file ends inside it");
    }
    return 0;
  }

  private int read(byte[] bytes, int offset, int length, long position) throws IOException {
    if (mapped != null) {
      return mapped.read(bytes, offset, length, position);
    }
    ByteBuffer into = ByteBuffer.wrap(bytes, offset, length);
    channel.position(position);
    while (into.hasRemaining() && channel.read(into) >= 0) {}
    return into.position() - offset;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
