package org.beamnsl.core.example;

import com.google.protobuf.ByteString;

/** Whether bytes are text. */
final class Utf8 {
  private Utf8() {}

  static boolean isValid(byte[] bytes, int start, int end) {
    for (int i = start; i < end; i++) {
      if (bytes[i] < 0) {
        return ByteString.copyFrom(bytes, i, end - i).isValidUtf8();
      }
    }
    return true;
  }

  static void check(byte[] bytes, int start, int end) throws BadExampleException {
    if (!isValid(bytes, start, end)) {
      throw WireCursor.malformed("a feature name is not UTF-8");
    }
  }
}
