package org.beamnsl.core.tfrecord;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;

/**
 * Reads single records of a plain file whose positions are known, in any order. Checksums are
 * verified like in a reader. Not for use by several threads.
 */
public final class TfRecordLookup implements Closeable {
  /** What is read at once for records that lie close to each other. */
  private static final int DENSE_BYTES = 1 << 16;

  /** What is read at once elsewhere. */
  private static final int SPARSE_BYTES = 1 << 12;

  private final SeekableByteChannel channel;
  private final String name;
  private final MaskedCrc32c crc = new MaskedCrc32c();
  private final byte[] window = new byte[DENSE_BYTES];
  private long windowStart;
  private int windowBytes;

  /**
   * Looks records up in a file.
   *
   * @param channel the file, closed with this
   * @param name how messages call it
   */
  public TfRecordLookup(SeekableByteChannel channel, String name) {
    this.channel = channel;
    this.name = name;
  }

  /**
   * The record that starts at a position, as {@link TfRecordReader#position()} told it.
   *
   * @throws CorruptRecordException when none starts there, or it is damaged
   */
  public byte[] record(long position) throws IOException {
    int start = load(position, Framing.HEADER_BYTES);
    if (windowBytes - start < Framing.HEADER_BYTES) {
      throw new CorruptRecordException(name, position, "the file ends inside it");
    }
    int length =
        Framing.length(window, start, crc, TfRecordReader.DEFAULT_MAX_RECORD_BYTES, name, position);
    int frame = Framing.HEADER_BYTES + length + Framing.FOOTER_BYTES;
    byte[] record = new byte[length];
    int checksum;
    if (frame <= SPARSE_BYTES) {
      start = load(position, frame);
      checkWhole(windowBytes - start >= frame, position);
      System.arraycopy(window, start + Framing.HEADER_BYTES, record, 0, length);
      checksum = Framing.intAt(window, start + frame - Framing.FOOTER_BYTES);
    } else {
      checksum = readLarge(position, start, record);
    }
    if (crc.of(record, 0, length) != checksum) {
      throw new CorruptRecordException(name, position, "its bytes fail their checksum");
    }
    return record;
  }

  /** Reads a record past the window, without keeping more than it; returns its checksum. */
  private int readLarge(long position, int start, byte[] record) throws IOException {
    int first = start + Framing.HEADER_BYTES;
    int waiting = Math.min(windowBytes - first, record.length);
    System.arraycopy(window, first, record, 0, waiting);
    int missing = record.length - waiting;
    long next = position + Framing.HEADER_BYTES + waiting;
    checkWhole(read(record, waiting, missing, next) == missing, position);
    byte[] footer = new byte[Framing.FOOTER_BYTES];
    checkWhole(read(footer, 0, footer.length, next + missing) == footer.length, position);
    return Framing.intAt(footer, 0);
  }

  private void checkWhole(boolean whole, long position) throws CorruptRecordException {
    if (!whole) {
      throw new CorruptRecordException(name, position, "the file ends inside it");
    }
  }

  /**
   * Brings what lies at a position into the window and returns its offset there. A step onward from
   * what was read before fetches much, any other only a little.
   */
  private int load(long position, int bytes) throws IOException {
    long offset = position - windowStart;
    boolean onward = offset >= 0 && offset < windowBytes + DENSE_BYTES;
    if (onward && offset + bytes <= windowBytes) {
      return (int) offset;
    }
    windowStart = position;
    windowBytes = 0;
    windowBytes = read(window, 0, onward ? DENSE_BYTES : SPARSE_BYTES, position);
    return 0;
  }

  private int read(byte[] bytes, int offset, int length, long position) throws IOException {
    ByteBuffer into = ByteBuffer.wrap(bytes, offset, length);
    if (!(channel instanceof FileChannel)) {
      channel.position(position);
    }
    int done = 0;
    while (into.hasRemaining()) {
      int count =
          channel instanceof FileChannel file
              ? file.read(into, position + done)
              : channel.read(into);
      if (count < 0) {
        break;
      }
      done += count;
    }
    return done;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
