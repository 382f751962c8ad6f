package org.beamnsl.core.page;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** A fast, fixed hash of ids. It spreads work and finds candidates; it never decides equality. */
public final class IdHash {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long FACTOR = 0x9e3779b97f4a7c15L;

  private IdHash() {}

  /** The hash of a part of an array. */
  public static long of(byte[] bytes, int start, int end) {
    long hash = (end - start) * FACTOR;
    int i = start;
    for (; end - i >= Long.BYTES; i += Long.BYTES) {
      hash = mix(hash ^ (long) LONG.get(bytes, i));
    }
    long rest = 0;
    for (int shift = 0; i < end; i++, shift += Byte.SIZE) {
      rest |= (bytes[i] & 0xffL) << shift;
    }
    return mix(hash ^ rest);
  }

  /** The partition of a hash, in [0, count); uses other bits than hash tables do. */
  public static int partition(long hash, int count) {
    return (int) ((hash >>> Integer.SIZE) * count >>> Integer.SIZE);
  }

  private static long mix(long value) {
    long mixed = (value ^ value >>> 32) * FACTOR;
    mixed = (mixed ^ mixed >>> 29) * 0xbf58476d1ce4e5b9L;
    return mixed ^ mixed >>> 32;
  }
}
