package org.beamnsl.core.tfrecord;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes records to one file, to bytes that depend on the records only.
 *
 * <p>The file is whole after {@link #close()} has returned; whoever needs all-or-nothing writes to
 * a temporary name and renames.
 */
public final class TfRecordWriter implements RecordOutput {
  private static final int BUFFER_BYTES = 1 << 16;

  private final OutputStream out;
  private final MaskedCrc32c crc = new MaskedCrc32c();
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int filled;
  private long records;

  private TfRecordWriter(OutputStream out) {
    this.out = out;
  }

  /** Writes a local file, replacing what is there, compressing by its extension. */
  public static TfRecordWriter create(Path file) throws IOException {
    return create(Files.newOutputStream(file), TfRecordCompression.of(file.toString()));
  }

  /** Writes to a stream, which is closed with the writer. */
  public static TfRecordWriter create(OutputStream out, TfRecordCompression compression)
      throws IOException {
    return new TfRecordWriter(compression.compress(out));
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    reserve(Framing.HEADER_BYTES);
    Framing.putLong(buffer, filled, length);
    int lengthCrc = crc.of(buffer, filled, Framing.LENGTH_BYTES);
    Framing.putInt(buffer, filled + Framing.LENGTH_BYTES, lengthCrc);
    filled += Framing.HEADER_BYTES;
    append(bytes, offset, length);
    reserve(Framing.FOOTER_BYTES);
    Framing.putInt(buffer, filled, crc.of(bytes, offset, length));
    filled += Framing.FOOTER_BYTES;
    records++;
  }

  @Override
  public long records() {
    return records;
  }

  /** Hands everything written so far to the stream below, as event files need. */
  public void flush() throws IOException {
    drain();
    out.flush();
  }

  @Override
  public void close() throws IOException {
    try (OutputStream closing = out) {
      drain();
    }
  }

  private void append(byte[] bytes, int offset, int length) throws IOException {
    if (length > buffer.length - filled) {
      drain();
    }
    if (length > buffer.length) {
      out.write(bytes, offset, length);
      return;
    }
    System.arraycopy(bytes, offset, buffer, filled, length);
    filled += length;
  }

  private void reserve(int bytes) throws IOException {
    if (buffer.length - filled < bytes) {
      drain();
    }
  }

  private void drain() throws IOException {
    out.write(buffer, 0, filled);
    filled = 0;
  }
}
