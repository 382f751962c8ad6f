package org.beamnsl.core.tfrecord;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The frame around a record: length (8 bytes, little-endian), its masked checksum (4), the record,
 * its masked checksum (4).
 */
final class Framing {
  static final int HEADER_BYTES = 12;
  static final int FOOTER_BYTES = 4;
  static final int LENGTH_BYTES = 8;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private Framing() {}

  static long longAt(byte[] bytes, int offset) {
    return (long) LONG.get(bytes, offset);
  }

  static int intAt(byte[] bytes, int offset) {
    return (int) INT.get(bytes, offset);
  }

  static void putLong(byte[] bytes, int offset, long value) {
    LONG.set(bytes, offset, value);
  }

  static void putInt(byte[] bytes, int offset, int value) {
    INT.set(bytes, offset, value);
  }

  /**
   * The record length in a header.
   *
   * @throws CorruptRecordException when the checksum disagrees or the length is over the limit
   */
  static int length(
      byte[] header, int offset, MaskedCrc32c crc, int maxRecordBytes, String name, long position)
      throws CorruptRecordException {
    if (crc.of(header, offset, LENGTH_BYTES) != intAt(header, offset + LENGTH_BYTES)) {
      throw new CorruptRecordException(
          name,
          position,
          "its length fails its checksum"
              + (position == 0 ? "; is it a TFRecord file, compressed as its name says?" : ""));
    }
    long length = longAt(header, offset);
    if (length < 0 || length > maxRecordBytes) {
      throw new CorruptRecordException(
          name,
          position,
          "its length is "
              + Long.toUnsignedString(length)
              + " bytes, over the limit of "
              + maxRecordBytes);
    }
    return (int) length;
  }
}
