package org.beamnsl.core.page;

import java.util.Arrays;

/** Reads what {@link PageWriter} wrote, in the same order. */
public final class PageReader {
  private final byte[] bytes;
  private int position;
  private int partStart;

  /** Starts at the beginning of a page. */
  public PageReader(byte[] page) {
    this.bytes = page;
  }

  /** Starts at an item inside a page, where {@link #position()} was before it was read. */
  public PageReader(byte[] page, int position) {
    this.bytes = page;
    this.position = position;
  }

  /** Where the next item starts. */
  public int position() {
    return position;
  }

  /** Whether anything is left. */
  public boolean hasMore() {
    return position < bytes.length;
  }

  /** Reads one byte as an unsigned number. */
  public int getByte() {
    return bytes[position++] & 0xff;
  }

  /** Reads a number of one to five bytes. */
  public int getInt() {
    int value = 0;
    for (int shift = 0; ; shift += 7) {
      byte b = bytes[position++];
      value |= (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
  }

  /** Reads a number of eight bytes. */
  public long getLong() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      value |= (bytes[position++] & 0xffL) << shift;
    }
    return value;
  }

  /** Reads a double. */
  public double getDouble() {
    return Double.longBitsToDouble(getLong());
  }

  /** Reads a float. */
  public float getFloat() {
    int bits = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      bits |= (bytes[position++] & 0xff) << shift;
    }
    return Float.intBitsToFloat(bits);
  }

  /** Steps over a byte string, which then lies between {@link #start()} and {@link #end()}. */
  public void part() {
    int length = getInt();
    partStart = position;
    position += length;
  }

  /** Reads a byte string into an array of its own. */
  public byte[] getBytes() {
    part();
    return Arrays.copyOfRange(bytes, partStart, position);
  }

  /** The page. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where the last byte string starts. */
  public int start() {
    return partStart;
  }

  /** The byte after the last byte string. */
  public int end() {
    return position;
  }
}
