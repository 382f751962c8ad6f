package org.beamnsl.core.tfrecord;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;

/**
 * Passes the bytes of a record file on to another reader, and stands between that reader and damage
 * that it would take for good: a file that ends inside a record, and a length that is forged or
 * over the limit. Checksums of records are left to the reader.
 */
public final class CheckedFrames extends InputStream {
  private final InputStream in;
  private final String name;
  private final MaskedCrc32c crc = new MaskedCrc32c();
  private final byte[] buffer = new byte[1 << 16];
  private int start;
  private int end;
  private long position;
  private long frame;
  private long remaining;

  private CheckedFrames(InputStream in, String name) {
    this.in = in;
    this.name = name;
  }

  /**
   * The plain bytes of a file, decompressed by its extension.
   *
   * @param in the bytes as they are stored; closed with the result
   * @param name the file's name, for messages and for its extension
   */
  public static InputStream of(InputStream in, String name) throws IOException {
    try {
      return new CheckedFrames(TfRecordCompression.of(name).decompress(in), name);
    } catch (EOFException | ZipException e) {
      throw TfRecordReader.damaged(name, 0, e);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (remaining == 0 && !nextFrame()) {
      return -1;
    }
    if (start == end && !fill(1)) {
      throw truncated();
    }
    int count = (int) Math.min(remaining, Math.min(length, end - start));
    System.arraycopy(buffer, start, bytes, offset, count);
    start += count;
    remaining -= count;
    position += remaining == 0 ? frame : 0;
    return count;
  }

  /** Checks the header of the next frame and leaves it in the buffer; false at the end. */
  private boolean nextFrame() throws IOException {
    if (!fill(Framing.HEADER_BYTES)) {
      if (start < end) {
        throw truncated();
      }
      return false;
    }
    int length =
        Framing.length(buffer, start, crc, TfRecordReader.DEFAULT_MAX_RECORD_BYTES, name, position);
    frame = Framing.HEADER_BYTES + (long) length + Framing.FOOTER_BYTES;
    remaining = frame;
    return true;
  }

  /** Makes that many bytes wait in the buffer; false when the file ends before. */
  private boolean fill(int bytes) throws IOException {
    if (end - start < bytes) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      start = 0;
    }
    while (end - start < bytes) {
      int count;
      try {
        count = in.read(buffer, end, buffer.length - end);
      } catch (EOFException | ZipException e) {
        throw TfRecordReader.damaged(name, position, e);
      }
      if (count < 0) {
        return false;
      }
      end += count;
    }
    return true;
  }

  private CorruptRecordException truncated() {
    return new CorruptRecordException(name, position, "the file ends inside it");
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
