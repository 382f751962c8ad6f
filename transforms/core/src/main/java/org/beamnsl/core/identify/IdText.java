package org.beamnsl.core.identify;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.UUID;
import org.beamnsl.core.page.IdHash;

/** Ids as text. */
final class IdText {
  private static final HexFormat HEX = HexFormat.of();

  private IdText() {}

  static String hex(byte[] key) {
    return HEX.formatHex(key);
  }

  /** A version 4 UUID whose random bits are a hash of its arguments. */
  static String uuid(long runKey, byte[] key, long ordinal) {
    byte[] seed =
        ByteBuffer.allocate(2 * Long.BYTES + key.length + 1)
            .putLong(runKey)
            .putLong(ordinal)
            .put(key)
            .array();
    long high = IdHash.of(seed, 0, seed.length);
    seed[seed.length - 1] = 1;
    long low = IdHash.of(seed, 0, seed.length);
    long version4 = high & ~0xf000L | 0x4000L;
    long variant = low & 0x3fffffffffffffffL | 0x8000000000000000L;
    return new UUID(version4, variant).toString();
  }
}
