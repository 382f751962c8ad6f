package org.beamnsl.core.example;

import com.google.protobuf.InvalidProtocolBufferException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.tensorflow.proto.Example;

/**
 * Looks into one serialized Example at a time without building objects; made once and pointed at
 * record after record.
 *
 * <p>It accepts a record exactly when the protobuf parser does, and sees the same features: the
 * last of several entries with one name counts. A record in an unusual but legal form (several
 * feature maps, entries with repeated parts) is first rewritten through the full parser.
 *
 * <p>Not for use by several threads.
 */
public final class ExampleView {
  private static final int KEY_TAG = 1 << 3 | WireCursor.DELIMITED;
  private static final int VALUE_TAG = 2 << 3 | WireCursor.DELIMITED;
  private static final byte[] NO_BYTES = {};

  private final WireCursor example = new WireCursor(NO_BYTES, 0, 0);
  private final WireCursor map = new WireCursor(NO_BYTES, 0, 0);
  private final WireCursor entry = new WireCursor(NO_BYTES, 0, 0);
  private final FeatureCursor feature = new FeatureCursor();

  private byte[] bytes = NO_BYTES;
  private int start;
  private int end;
  private int mapTag;
  private int mapStart;
  private int mapEnd;
  private int size;
  private int[] keyStarts = new int[16];
  private int[] keyEnds = new int[16];
  private int[] valueStarts = new int[16];
  private int[] valueEnds = new int[16];

  /**
   * Looks at a record. The array is kept, not copied, until the next call.
   *
   * @throws BadExampleException when it is not an Example
   */
  public void read(byte[] record) throws BadExampleException {
    read(record, 0, record.length);
  }

  /** Looks at a record inside a larger array. */
  public void read(byte[] record, int offset, int length) throws BadExampleException {
    if (!scan(record, offset, offset + length)) {
      byte[] usual = rewritten(record, offset, length);
      if (!scan(usual, 0, usual.length)) {
        throw new IllegalStateException("the protobuf writer produced an unusual form");
      }
    }
  }

  /** How many entries the map has, entries with equal names counted apart. */
  public int size() {
    return size;
  }

  /** The entry that counts for a feature name in UTF-8, or -1. */
  public int find(byte[] name) {
    for (int i = size - 1; i >= 0; i--) {
      if (nameIs(i, name)) {
        return i;
      }
    }
    return -1;
  }

  /** The name of an entry. */
  public String name(int index) {
    return new String(
        bytes, keyStarts[index], keyEnds[index] - keyStarts[index], StandardCharsets.UTF_8);
  }

  /** Whether an entry has this name. */
  public boolean nameIs(int index, byte[] name) {
    return Arrays.equals(bytes, keyStarts[index], keyEnds[index], name, 0, name.length);
  }

  /** Whether an entry's name starts with these bytes. */
  public boolean nameStartsWith(int index, byte[] prefix) {
    int nameStart = keyStarts[index];
    return keyEnds[index] - nameStart >= prefix.length
        && Arrays.equals(bytes, nameStart, nameStart + prefix.length, prefix, 0, prefix.length);
  }

  /** What {@link #feature} does, by a name in UTF-8; throws when there is no such feature. */
  public FeatureCursor require(byte[] name) throws BadExampleException {
    int index = find(name);
    if (index < 0) {
      throw new BadExampleException(
          "it has no feature '" + new String(name, StandardCharsets.UTF_8) + "'");
    }
    return feature(index);
  }

  /** Points the shared cursor at an entry's feature; it stays valid until the next call. */
  public FeatureCursor feature(int index) {
    feature.open(bytes, valueStarts[index], valueEnds[index]);
    return feature;
  }

  /** The array that offsets of this view refer to: the record, or its rewritten form. */
  byte[] bytes() {
    return bytes;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  /** Where the map's tag starts; {@link #end()} when the record has no map. */
  int mapTag() {
    return mapTag;
  }

  int mapStart() {
    return mapStart;
  }

  int mapEnd() {
    return mapEnd;
  }

  int keyStart(int index) {
    return keyStarts[index];
  }

  int keyEnd(int index) {
    return keyEnds[index];
  }

  int valueStart(int index) {
    return valueStarts[index];
  }

  int valueEnd(int index) {
    return valueEnds[index];
  }

  /** Indexes the record; false when its form is unusual. */
  private boolean scan(byte[] record, int from, int to) throws BadExampleException {
    bytes = record;
    start = from;
    end = to;
    mapTag = to;
    mapStart = to;
    mapEnd = to;
    size = 0;
    example.reset(record, from, to);
    boolean mapSeen = false;
    while (example.hasMore()) {
      int tagPosition = example.position();
      int tag = example.tag();
      if (tag != KEY_TAG) {
        example.skipField(tag, 0);
        continue;
      }
      if (mapSeen) {
        return false;
      }
      mapSeen = true;
      mapTag = tagPosition;
      int length = example.length();
      mapStart = example.position();
      mapEnd = mapStart + length;
      example.skip(length);
      if (!scanMap()) {
        return false;
      }
    }
    return true;
  }

  private boolean scanMap() throws BadExampleException {
    map.reset(bytes, mapStart, mapEnd);
    while (map.hasMore()) {
      int tag = map.tag();
      if (tag != KEY_TAG) {
        map.skipField(tag, 1);
        continue;
      }
      int length = map.length();
      int entryStart = map.position();
      map.skip(length);
      if (!scanEntry(entryStart, entryStart + length)) {
        return false;
      }
    }
    return true;
  }

  private boolean scanEntry(int from, int to) throws BadExampleException {
    entry.reset(bytes, from, to);
    if (!entry.hasMore() || entry.tag() != KEY_TAG) {
      return false;
    }
    int keyLength = entry.length();
    int keyStart = entry.position();
    entry.skip(keyLength);
    if (!entry.hasMore() || entry.tag() != VALUE_TAG) {
      return false;
    }
    int valueLength = entry.length();
    int valueStart = entry.position();
    entry.skip(valueLength);
    if (entry.hasMore()) {
      return false;
    }
    Utf8.check(bytes, keyStart, keyStart + keyLength);
    if (!feature.check(bytes, valueStart, valueStart + valueLength)) {
      return false;
    }
    add(keyStart, keyStart + keyLength, valueStart, valueStart + valueLength);
    return true;
  }

  private void add(int keyStart, int keyEnd, int valueStart, int valueEnd) {
    if (size == keyStarts.length) {
      keyStarts = Arrays.copyOf(keyStarts, size * 2);
      keyEnds = Arrays.copyOf(keyEnds, size * 2);
      valueStarts = Arrays.copyOf(valueStarts, size * 2);
      valueEnds = Arrays.copyOf(valueEnds, size * 2);
    }
    keyStarts[size] = keyStart;
    keyEnds[size] = keyEnd;
    valueStarts[size] = valueStart;
    valueEnds[size] = valueEnd;
    size++;
  }

  private static byte[] rewritten(byte[] record, int offset, int length)
      throws BadExampleException {
    try {
      return Example.parser().parseFrom(record, offset, length).toByteArray();
    } catch (InvalidProtocolBufferException e) {
      throw new BadExampleException("not an Example: " + e.getMessage());
    }
  }
}
