package org.beamnsl.core.example;

/**
 * Reads protobuf's wire form from a part of an array, refusing exactly what the protobuf parser
 * refuses.
 */
final class WireCursor {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int DELIMITED = 2;
  static final int START_GROUP = 3;
  static final int END_GROUP = 4;
  static final int FIXED32 = 5;

  /** The protobuf parser gives up at the same depth. */
  private static final int MAX_DEPTH = 100;

  private byte[] bytes;
  private int position;
  private int limit;

  WireCursor(byte[] bytes, int start, int end) {
    this.bytes = bytes;
    this.position = start;
    this.limit = end;
  }

  void reset(byte[] newBytes, int start, int end) {
    this.bytes = newBytes;
    this.position = start;
    this.limit = end;
  }

  int position() {
    return position;
  }

  int remaining() {
    return limit - position;
  }

  boolean hasMore() {
    return position < limit;
  }

  /** A tag: field number and wire type. */
  int tag() throws BadExampleException {
    int tag = (int) varint();
    if (tag >>> 3 == 0) {
      throw malformed("invalid tag");
    }
    return tag;
  }

  long varint() throws BadExampleException {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (position == limit) {
        throw malformed("ends inside a number");
      }
      byte b = bytes[position++];
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw malformed("number of more than ten bytes");
  }

  /** The length of what follows, checked against what is left. */
  int length() throws BadExampleException {
    int length = (int) varint();
    if (length < 0 || length > limit - position) {
      throw malformed("length beyond the end");
    }
    return length;
  }

  void skip(int count) throws BadExampleException {
    if (count > limit - position) {
      throw malformed("ends inside a value");
    }
    position += count;
  }

  void skipField(int tag, int depth) throws BadExampleException {
    switch (tag & 7) {
      case VARINT -> varint();
      case FIXED64 -> skip(8);
      case DELIMITED -> skip(length());
      case START_GROUP -> skipGroup(tag >>> 3, depth + 1);
      case FIXED32 -> skip(4);
      default -> throw malformed("invalid wire type");
    }
  }

  private void skipGroup(int field, int depth) throws BadExampleException {
    if (depth > MAX_DEPTH) {
      throw malformed("nested too deeply");
    }
    while (true) {
      int tag = tag();
      if ((tag & 7) == END_GROUP) {
        if (tag >>> 3 != field) {
          throw malformed("group ends with another's tag");
        }
        return;
      }
      skipField(tag, depth);
    }
  }

  static BadExampleException malformed(String what) {
    return new BadExampleException("not an Example: " + what);
  }
}
