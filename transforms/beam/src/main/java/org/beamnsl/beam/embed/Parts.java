package org.beamnsl.beam.embed;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.beam.sdk.values.KV;

/**
 * Cuts bytes into numbered parts small enough for every shuffle, and joins them; of no bytes there
 * is one part.
 */
final class Parts {
  private static final int PART_BYTES = 64 << 10;

  private Parts() {}

  static void cut(byte[] whole, Consumer<KV<Integer, byte[]>> parts) {
    int number = 0;
    do {
      int start = number * PART_BYTES;
      int end = Math.min(whole.length, start + PART_BYTES);
      parts.accept(KV.of(number++, Arrays.copyOfRange(whole, start, end)));
    } while ((long) number * PART_BYTES < whole.length);
  }

  static byte[] join(Iterable<KV<Integer, byte[]>> parts) {
    TreeMap<Integer, byte[]> ordered = new TreeMap<>();
    for (KV<Integer, byte[]> part : parts) {
      ordered.put(part.getKey(), part.getValue());
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    ordered.values().forEach(all::writeBytes);
    return all.toByteArray();
  }
}
