package org.beamnsl.core.tfrecord;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipException;

/**
 * Reads the records of one file in order.
 *
 * <pre>{@code
 * try (TfRecordReader records = TfRecordReader.open(path)) {
 *   while (records.advance()) {
 *     use(records.record());
 *   }
 * }
 * }</pre>
 *
 * <p>Both checksums of every record are verified. A flipped bit, a file cut inside a record, a
 * truncated or damaged compressed stream and a length over the limit raise {@link
 * CorruptRecordException}. A length is never trusted with memory: large records are allocated in
 * steps as their bytes arrive. Cutting a plain file exactly between two records cannot be seen from
 * the file alone; manifests catch it.
 */
public final class TfRecordReader implements RecordInput {
  /** The default limit on the length of one record. */
  public static final int DEFAULT_MAX_RECORD_BYTES = 256 << 20;

  private static final int FIRST_ALLOCATION = 1 << 20;
  private static final int BUFFER_BYTES = 1 << 16;
  private static final byte[] NO_BYTES = {};

  private final InputStream in;
  private final String name;
  private final int maxRecordBytes;
  private final MaskedCrc32c crc = new MaskedCrc32c();
  private final byte[] buffer = new byte[BUFFER_BYTES];
  private int start;
  private int end;
  private long consumed;
  private long position;
  private byte[] record = NO_BYTES;

  private TfRecordReader(InputStream in, String name, long firstByte, int maxRecordBytes) {
    this.in = in;
    this.name = name;
    this.consumed = firstByte;
    this.maxRecordBytes = maxRecordBytes;
  }

  /** Reads a local file, decompressing by its extension. */
  public static TfRecordReader open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    try {
      return open(in, file.toString());
    } catch (IOException | RuntimeException e) {
      in.close();
      throw e;
    }
  }

  /**
   * Reads a whole file from a stream of its bytes, decompressing by the extension of {@code name}.
   *
   * @param name how messages call the file
   */
  public static TfRecordReader open(InputStream in, String name) throws IOException {
    return open(in, name, TfRecordCompression.of(name), DEFAULT_MAX_RECORD_BYTES);
  }

  /** Reads a whole file from a stream of its bytes. */
  public static TfRecordReader open(
      InputStream in, String name, TfRecordCompression compression, int maxRecordBytes)
      throws IOException {
    try {
      return new TfRecordReader(compression.decompress(in), name, 0, maxRecordBytes);
    } catch (EOFException | ZipException e) {
      throw damaged(name, 0, e);
    }
  }

  /**
   * Reads plain records from a stream that starts somewhere in a file, at the start of a record.
   *
   * @param firstByte where in the file the stream starts, for positions
   */
  public static TfRecordReader openRange(InputStream in, String name, long firstByte) {
    return new TfRecordReader(in, name, firstByte, DEFAULT_MAX_RECORD_BYTES);
  }

  @Override
  public boolean advance() throws IOException {
    position = consumed;
    try {
      if (!buffered(Framing.HEADER_BYTES)) {
        return false;
      }
      int length = Framing.length(buffer, start, crc, maxRecordBytes, name, position);
      start += Framing.HEADER_BYTES;
      byte[] payload = payload(length);
      if (!buffered(Framing.FOOTER_BYTES)) {
        throw truncated();
      }
      if (crc.of(payload, 0, length) != Framing.intAt(buffer, start)) {
        throw new CorruptRecordException(name, position, "its bytes fail their checksum");
      }
      start += Framing.FOOTER_BYTES;
      consumed += Framing.HEADER_BYTES + (long) length + Framing.FOOTER_BYTES;
      record = payload;
      return true;
    } catch (EOFException | ZipException e) {
      throw damaged(name, position, e);
    }
  }

  @Override
  public byte[] record() {
    return record;
  }

  @Override
  public long position() {
    return position;
  }

  /** Where the next record starts. */
  public long nextPosition() {
    return consumed;
  }

  /** How messages call the file. */
  public String name() {
    return name;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private byte[] payload(int length) throws IOException {
    byte[] payload = new byte[Math.min(length, FIRST_ALLOCATION)];
    int filled = 0;
    while (filled < length) {
      if (filled == payload.length) {
        payload = Arrays.copyOf(payload, (int) Math.min(length, 2L * filled));
      }
      int count = read(payload, filled, payload.length - filled);
      if (count < 0) {
        throw truncated();
      }
      filled += count;
    }
    return payload;
  }

  private int read(byte[] bytes, int offset, int length) throws IOException {
    int waiting = end - start;
    if (waiting == 0) {
      return in.read(bytes, offset, length);
    }
    int count = Math.min(waiting, length);
    System.arraycopy(buffer, start, bytes, offset, count);
    start += count;
    return count;
  }

  /**
   * Makes {@code bytes} bytes available in the buffer; false when the stream ends before the first.
   */
  private boolean buffered(int bytes) throws IOException {
    if (end - start >= bytes) {
      return true;
    }
    System.arraycopy(buffer, start, buffer, 0, end - start);
    end -= start;
    start = 0;
    while (end < bytes) {
      int count = in.read(buffer, end, buffer.length - end);
      if (count < 0) {
        if (end == 0) {
          return false;
        }
        throw truncated();
      }
      end += count;
    }
    return true;
  }

  private CorruptRecordException truncated() {
    return new CorruptRecordException(name, position, "the file ends inside it");
  }

  static CorruptRecordException damaged(String name, long position, IOException cause) {
    String message = cause.getMessage();
    CorruptRecordException damaged =
        new CorruptRecordException(
            name, position, message == null ? "the compressed stream ends early" : message);
    damaged.initCause(cause);
    return damaged;
  }
}
