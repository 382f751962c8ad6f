package org.beamnsl.beam.embed;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.beam.sdk.values.KV;

/** Cuts what was learned into numbered parts small enough for every shuffle, and joins them. */
final class Learned {
  private static final int PART_BYTES = 64 << 10;

  private Learned() {}

  static void cut(byte[] learned, Consumer<KV<Integer, byte[]>> parts) {
    int number = 0;
    for (int start = 0; start < learned.length; start += PART_BYTES) {
      int end = Math.min(learned.length, start + PART_BYTES);
      parts.accept(KV.of(number++, Arrays.copyOfRange(learned, start, end)));
    }
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
