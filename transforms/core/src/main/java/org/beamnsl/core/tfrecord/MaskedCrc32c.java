package org.beamnsl.core.tfrecord;

import java.util.zip.CRC32C;

/**
 * CRC-32C as record files store it: rotated right by 15 bits and offset, so that the checksum of
 * bytes that hold a checksum stays meaningful.
 */
final class MaskedCrc32c {
  private static final int MASK_DELTA = 0xa282ead8;

  private final CRC32C crc = new CRC32C();

  int of(byte[] bytes, int offset, int length) {
    crc.reset();
    crc.update(bytes, offset, length);
    return Integer.rotateRight((int) crc.getValue(), 15) + MASK_DELTA;
  }
}
