package org.beamnsl.core.example;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Builds a record from another by adding features: what was there is copied untouched, and features
 * of further records are copied in under new names, their values untouched.
 *
 * <p>Adding a name that is already there replaces the feature for every reader, since the last
 * entry of a name counts. Made once and reused; not for use by several threads.
 */
public final class ExampleAppender {
  private static final byte MAP_TAG = 1 << 3 | WireCursor.DELIMITED;
  private static final byte KEY_TAG = 1 << 3 | WireCursor.DELIMITED;
  private static final byte VALUE_TAG = 2 << 3 | WireCursor.DELIMITED;
  private static final int MAX_VARINT = 5;

  private byte[] out = new byte[1 << 12];
  private int filled;
  private int mapTag;
  private int mapStart;
  private int recordStart;
  private byte[] after = {};

  /** Starts from a copy of the record that a view looks at. */
  public void start(ExampleView seed) {
    start(seed, -1);
  }

  /** Starts from a copy without one feature: every entry of that name is left out. */
  public void startWithout(ExampleView seed, byte[] name) {
    int index = seed.find(name);
    start(seed, index);
  }

  /** Starts from a record without features. */
  public void startEmpty() {
    filled = 1 + MAX_VARINT;
    mapTag = 0;
    mapStart = filled;
    after = new byte[0];
  }

  private void start(ExampleView seed, int without) {
    filled = 0;
    reserve(seed.end() - seed.start() + 2 * MAX_VARINT);
    append(seed.bytes(), seed.start(), seed.mapTag());
    after = Arrays.copyOfRange(seed.bytes(), Math.max(seed.mapEnd(), seed.mapTag()), seed.end());
    mapTag = filled;
    // The map's length is known at the end: room for the longest is left here.
    filled += 1 + MAX_VARINT;
    mapStart = filled;
    if (without < 0) {
      append(seed.bytes(), seed.mapStart(), seed.mapEnd());
    } else {
      appendOthers(seed, without);
    }
  }

  private void appendOthers(ExampleView seed, int without) {
    byte[] bytes = seed.bytes();
    byte[] name = Arrays.copyOfRange(bytes, seed.keyStart(without), seed.keyEnd(without));
    for (int i = 0; i < seed.size(); i++) {
      if (!Arrays.equals(bytes, seed.keyStart(i), seed.keyEnd(i), name, 0, name.length)) {
        addCopy(seed, i, new byte[0]);
      }
    }
  }

  /** Adds an entry of another record, its name prefixed. */
  public void addCopy(ExampleView from, int index, byte[] prefix) {
    int nameLength = from.keyEnd(index) - from.keyStart(index);
    int valueLength = from.valueEnd(index) - from.valueStart(index);
    openEntry(prefix.length + nameLength, valueLength);
    append(prefix, 0, prefix.length);
    append(from.bytes(), from.keyStart(index), from.keyEnd(index));
    putTagAndLength(VALUE_TAG, valueLength);
    append(from.bytes(), from.valueStart(index), from.valueEnd(index));
  }

  /** Adds a feature of one byte string. */
  public void addBytes(String name, byte[] value) {
    int item = 1 + varintBytes(value.length) + value.length;
    openFeature(name, FeatureKind.BYTES, item);
    putTagAndLength(KEY_TAG, value.length);
    append(value, 0, value.length);
  }

  /** Adds a feature of one float. */
  public void addFloat(String name, float value) {
    openFeature(name, FeatureKind.FLOAT, 2 + Float.BYTES);
    putTagAndLength(KEY_TAG, Float.BYTES);
    int bits = Float.floatToRawIntBits(value);
    for (int shift = 0; shift < Float.SIZE; shift += Byte.SIZE) {
      out[filled++] = (byte) (bits >>> shift);
    }
  }

  /** Adds a feature of one integer. */
  public void addInt64(String name, long value) {
    int length = varintBytes(value);
    openFeature(name, FeatureKind.INT64, 2 + length);
    putTagAndLength(KEY_TAG, length);
    putVarint(value);
  }

  /** The finished record, in an array of its own. */
  public byte[] finish() {
    finishInPlace();
    return Arrays.copyOfRange(out, recordStart, filled);
  }

  /**
   * Finishes the record where it grew: it lies between {@link #recordStart} and {@link #recordEnd}
   * of {@link #bytes} until the next one is started.
   */
  public void finishInPlace() {
    int length = filled - mapStart;
    reserve(after.length);
    append(after, 0, after.length);
    int headerStart = mapStart - 1 - varintBytes(length);
    recordStart = headerStart - mapTag;
    System.arraycopy(out, 0, out, recordStart, mapTag);
    int end = filled;
    filled = headerStart;
    putTagAndLength(MAP_TAG, length);
    filled = end;
  }

  /** The array in which the record grew. */
  public byte[] bytes() {
    return out;
  }

  /** Where the finished record starts. */
  public int recordStart() {
    return recordStart;
  }

  /** The byte after the finished record. */
  public int recordEnd() {
    return filled;
  }

  private void openFeature(String name, FeatureKind kind, int listLength) {
    byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
    int valueLength = 1 + varintBytes(listLength) + listLength;
    openEntry(nameBytes.length, valueLength);
    append(nameBytes, 0, nameBytes.length);
    putTagAndLength(VALUE_TAG, valueLength);
    putTagAndLength((byte) (kind.field() << 3 | WireCursor.DELIMITED), listLength);
  }

  private void openEntry(int nameLength, int valueLength) {
    int length =
        1 + varintBytes(nameLength) + nameLength + 1 + varintBytes(valueLength) + valueLength;
    reserve(length + 1 + MAX_VARINT);
    putTagAndLength(MAP_TAG, length);
    putTagAndLength(KEY_TAG, nameLength);
  }

  private void putTagAndLength(byte tag, int length) {
    out[filled++] = tag;
    putVarint(length);
  }

  private void putVarint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out[filled++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    out[filled++] = (byte) rest;
  }

  private static int varintBytes(long value) {
    return Math.max(1, (70 - Long.numberOfLeadingZeros(value)) / 7);
  }

  private void append(byte[] bytes, int from, int to) {
    System.arraycopy(bytes, from, out, filled, to - from);
    filled += to - from;
  }

  private void reserve(int count) {
    long needed = (long) filled + count;
    if (needed > Integer.MAX_VALUE - 64) {
      throw new IllegalArgumentException("record of more than 2 GB");
    }
    if (needed > out.length) {
      out =
          Arrays.copyOf(
              out, (int) Math.min(Integer.MAX_VALUE - 64, Math.max(needed, 2L * out.length)));
    }
  }
}
