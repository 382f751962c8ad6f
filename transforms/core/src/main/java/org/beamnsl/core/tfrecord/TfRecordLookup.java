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
  private static final int WINDOW_BYTES = 1 << 12;

  private final SeekableByteChannel channel;
  private final String name;
  private final MaskedCrc32c crc = new MaskedCrc32c();
  private final byte[] window = new byte[WINDOW_BYTES];

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
    int available = read(window, 0, window.length, position);
    if (available < Framing.HEADER_BYTES) {
      throw new CorruptRecordException(name, position, "the file ends inside it");
    }
    int length =
        Framing.length(window, 0, crc, TfRecordReader.DEFAULT_MAX_RECORD_BYTES, name, position);
    byte[] framed = window;
    int end = Framing.HEADER_BYTES + length + Framing.FOOTER_BYTES;
    if (end > available) {
      framed = new byte[end];
      System.arraycopy(window, 0, framed, 0, available);
      if (read(framed, available, end - available, position + available) < end - available) {
        throw new CorruptRecordException(name, position, "the file ends inside it");
      }
    }
    int footer = end - Framing.FOOTER_BYTES;
    if (crc.of(framed, Framing.HEADER_BYTES, length) != Framing.intAt(framed, footer)) {
      throw new CorruptRecordException(name, position, "its bytes fail their checksum");
    }
    byte[] record = new byte[length];
    System.arraycopy(framed, Framing.HEADER_BYTES, record, 0, length);
    return record;
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
