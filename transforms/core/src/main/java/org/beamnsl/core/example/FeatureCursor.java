package org.beamnsl.core.example;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Steps through the values of one feature in place. Got from {@link ExampleView#feature}, valid
 * until the view moves on.
 *
 * <p>Call {@link #next} before each value, then the accessor that fits {@link #kind()}.
 */
public final class FeatureCursor {
  private static final int VALUE_DELIMITED = 1 << 3 | WireCursor.DELIMITED;
  private static final int VALUE_FIXED32 = 1 << 3 | WireCursor.FIXED32;
  private static final int VALUE_VARINT = 1 << 3 | WireCursor.VARINT;
  private static final byte[] NO_BYTES = {};

  private final WireCursor list = new WireCursor(NO_BYTES, 0, 0);
  private final WireCursor packed = new WireCursor(NO_BYTES, 0, 0);
  private FeatureKind kind = FeatureKind.NONE;
  private byte[] bytes = NO_BYTES;
  private int valueStart;
  private int valueEnd;
  private long integer;

  FeatureCursor() {}

  /** What the feature holds. */
  public FeatureKind kind() {
    return kind;
  }

  /** Moves to the next value; false after the last. */
  public boolean next() {
    try {
      return step();
    } catch (BadExampleException e) {
      throw new IllegalStateException("the feature was checked when the view read it", e);
    }
  }

  /** The current byte string. */
  public byte[] bytesValue() {
    return Arrays.copyOfRange(bytes, valueStart, valueEnd);
  }

  /** The current byte string as UTF-8 text. */
  public String textValue() {
    return new String(bytes, valueStart, valueEnd - valueStart, StandardCharsets.UTF_8);
  }

  /** The current float. */
  public float floatValue() {
    return Float.intBitsToFloat(
        (bytes[valueStart] & 0xff)
            | (bytes[valueStart + 1] & 0xff) << 8
            | (bytes[valueStart + 2] & 0xff) << 16
            | bytes[valueStart + 3] << 24);
  }

  /**
   * Copies the current float and those packed behind it, as many as fit, and moves to the last one
   * copied.
   *
   * @return how many were copied, at least 1
   */
  public int floats(float[] to, int at) {
    int count = Math.min(to.length - at, 1 + packed.remaining() / Float.BYTES);
    ByteBuffer.wrap(bytes, valueStart, count * Float.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .asFloatBuffer()
        .get(to, at, count);
    try {
      packed.skip((count - 1) * Float.BYTES);
    } catch (BadExampleException e) {
      throw new IllegalStateException("the feature was checked when the view read it", e);
    }
    valueStart += (count - 1) * Float.BYTES;
    valueEnd = valueStart + Float.BYTES;
    return count;
  }

  /** The current integer. */
  public long int64Value() {
    return integer;
  }

  /** The array the current value lies in. */
  byte[] array() {
    return bytes;
  }

  int valueStart() {
    return valueStart;
  }

  int valueEnd() {
    return valueEnd;
  }

  /** Points at a feature that was checked before. */
  void open(byte[] record, int start, int end) {
    try {
      if (!locate(record, start, end)) {
        throw new IllegalStateException("the feature was checked when the view read it");
      }
    } catch (BadExampleException e) {
      throw new IllegalStateException("the feature was checked when the view read it", e);
    }
  }

  /** Steps through everything; false when the form is unusual. */
  boolean check(byte[] record, int start, int end) throws BadExampleException {
    if (!locate(record, start, end)) {
      return false;
    }
    while (step()) {
      // Only the form matters, and packed floats have none but their length.
      if (kind == FeatureKind.FLOAT) {
        packed.skip(packed.remaining() / Float.BYTES * Float.BYTES);
      }
    }
    return true;
  }

  private boolean locate(byte[] record, int start, int end) throws BadExampleException {
    bytes = record;
    kind = FeatureKind.NONE;
    list.reset(record, end, end);
    packed.reset(record, end, end);
    WireCursor feature = packed;
    feature.reset(record, start, end);
    int listStart = end;
    int listEnd = end;
    while (feature.hasMore()) {
      int tag = feature.tag();
      int field = tag >>> 3;
      if ((tag & 7) != WireCursor.DELIMITED || field > 3) {
        feature.skipField(tag, 3);
        continue;
      }
      if (kind != FeatureKind.NONE) {
        return false;
      }
      kind = FeatureKind.ofField(field);
      int length = feature.length();
      listStart = feature.position();
      listEnd = listStart + length;
      feature.skip(length);
    }
    list.reset(record, listStart, listEnd);
    packed.reset(record, listEnd, listEnd);
    return true;
  }

  private boolean step() throws BadExampleException {
    while (true) {
      if (packed.hasMore()) {
        takePacked();
        return true;
      }
      if (!list.hasMore()) {
        return false;
      }
      int tag = list.tag();
      if (tag == VALUE_DELIMITED) {
        int length = list.length();
        int from = list.position();
        list.skip(length);
        if (kind == FeatureKind.BYTES) {
          valueStart = from;
          valueEnd = from + length;
          return true;
        }
        packed.reset(bytes, from, from + length);
      } else if (tag == VALUE_FIXED32 && kind == FeatureKind.FLOAT) {
        valueStart = list.position();
        list.skip(Float.BYTES);
        valueEnd = list.position();
        return true;
      } else if (tag == VALUE_VARINT && kind == FeatureKind.INT64) {
        integer = list.varint();
        return true;
      } else {
        list.skipField(tag, 4);
      }
    }
  }

  private void takePacked() throws BadExampleException {
    if (kind == FeatureKind.FLOAT) {
      valueStart = packed.position();
      packed.skip(Float.BYTES);
      valueEnd = packed.position();
    } else {
      integer = packed.varint();
    }
  }
}
