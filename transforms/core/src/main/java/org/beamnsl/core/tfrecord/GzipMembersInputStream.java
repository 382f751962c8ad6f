package org.beamnsl.core.tfrecord;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Gzip decompression that takes a stream to be whole only when it is.
 *
 * <p>The platform's stream stops without an error at damage between members, and at a member's end
 * when the source happens to have no bytes available just then.
 */
final class GzipMembersInputStream extends InputStream {
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private final InputStream in;
  private final byte[] input = new byte[1 << 16];
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private int start;
  private int end;
  private long size;
  private boolean inMember;
  private boolean finished;

  GzipMembersInputStream(InputStream in) throws IOException {
    this.in = in;
    readHeader();
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
    while (!finished) {
      if (!inMember) {
        if (!fill()) {
          finished = true;
          break;
        }
        readHeader();
      }
      int count = inflate(bytes, offset, length);
      if (count > 0) {
        return count;
      }
    }
    return -1;
  }

  private int inflate(byte[] bytes, int offset, int length) throws IOException {
    if (inflater.needsInput()) {
      if (!fill()) {
        throw new EOFException("the gzip stream ends in the middle");
      }
      inflater.setInput(input, start, end - start);
    }
    int count;
    try {
      count = inflater.inflate(bytes, offset, length);
    } catch (DataFormatException e) {
      throw (ZipException) new ZipException("the gzip stream is damaged").initCause(e);
    }
    if (inflater.needsDictionary()) {
      throw new ZipException("the gzip stream asks for a dictionary");
    }
    start = end - inflater.getRemaining();
    crc.update(bytes, offset, count);
    size += count;
    if (inflater.finished()) {
      readTrailer();
    }
    return count;
  }

  private void readHeader() throws IOException {
    if (nextByte() != 0x1f || nextByte() != 0x8b) {
      throw new ZipException("not in gzip format");
    }
    if (nextByte() != 8) {
      throw new ZipException("unknown gzip method");
    }
    int flags = nextByte();
    skip(6);
    if ((flags & EXTRA) != 0) {
      int length = nextByte();
      skip(length | nextByte() << 8);
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CRC) != 0) {
      skip(2);
    }
    inflater.reset();
    inflater.setInput(input, start, end - start);
    crc.reset();
    size = 0;
    inMember = true;
  }

  private void readTrailer() throws IOException {
    if (littleEndian() != crc.getValue() || littleEndian() != (size & 0xffffffffL)) {
      throw new ZipException("the gzip stream fails its checksum");
    }
    inMember = false;
  }

  private long littleEndian() throws IOException {
    long value = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      value |= (long) nextByte() << shift;
    }
    return value;
  }

  private void skip(int bytes) throws IOException {
    for (int i = 0; i < bytes; i++) {
      nextByte();
    }
  }

  private void skipText() throws IOException {
    while (nextByte() != 0) {
      // Zero ends the text.
    }
  }

  private int nextByte() throws IOException {
    if (!fill()) {
      throw new EOFException("the gzip stream ends in the middle");
    }
    return input[start++] & 0xff;
  }

  /** Makes sure that a byte is waiting; false at the end of the source. */
  private boolean fill() throws IOException {
    if (start == end) {
      start = 0;
      end = Math.max(0, in.read(input, 0, input.length));
    }
    return start < end;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
