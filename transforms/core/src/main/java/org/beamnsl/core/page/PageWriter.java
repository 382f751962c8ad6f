package org.beamnsl.core.page;

import java.util.Arrays;

/** A growing byte array with numbers and byte strings packed one after the other. */
public final class PageWriter {
  private byte[] bytes;
  private int size;

  /** A page with room for {@code capacity} bytes; it grows when more are written. */
  public PageWriter(int capacity) {
    this.bytes = new byte[capacity];
  }

  /** How many bytes were written. */
  public int size() {
    return size;
  }

  /** Writes one byte. */
  public void putByte(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  /** Writes a non-negative number in one to five bytes. */
  public void putInt(int value) {
    reserve(5);
    int rest = value;
    while ((rest & ~0x7f) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** Writes a number in eight bytes. */
  public void putLong(long value) {
    reserve(Long.BYTES);
    for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
      bytes[size++] = (byte) (value >>> shift);
    }
  }

  /** Writes a double in eight bytes. */
  public void putDouble(double value) {
    putLong(Double.doubleToRawLongBits(value));
  }

  /** Writes a float in four bytes. */
  public void putFloat(float value) {
    reserve(Float.BYTES);
    int bits = Float.floatToRawIntBits(value);
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      bytes[size++] = (byte) (bits >>> shift);
    }
  }

  /** Writes a length and a part of an array. */
  public void putBytes(byte[] from, int start, int end) {
    putInt(end - start);
    reserve(end - start);
    System.arraycopy(from, start, bytes, size, end - start);
    size += end - start;
  }

  /** Writes a length and an array. */
  public void putBytes(byte[] from) {
    putBytes(from, 0, from.length);
  }

  /** A copy of what was written; the page is empty afterwards. */
  public byte[] take() {
    byte[] page = Arrays.copyOf(bytes, size);
    size = 0;
    return page;
  }

  private void reserve(int count) {
    if (bytes.length - size < count) {
      long needed = Math.max(2L * bytes.length, (long) size + count);
      bytes = Arrays.copyOf(bytes, (int) Math.min(Integer.MAX_VALUE - 64, needed));
    }
  }
}
