package org.beamnsl.core.lsh;

/**
 * Makes keys of digits of any size: mixes them into {@value #BITS} bits. Different digits end in
 * the same key once in a thousand million times.
 */
public final class KeyMixer {
  /** Bits of a key. */
  public static final int BITS = 30;

  private KeyMixer() {}

  /** The state to start a key with. */
  public static long start() {
    return 0x9E3779B97F4A7C15L;
  }

  /** The state after one more digit. */
  public static long add(long state, long digit) {
    return mix(state + digit * 0xD1342543DE82EF95L);
  }

  /** The key of the digits added. */
  public static int key(long state) {
    return (int) (state >>> (Long.SIZE - BITS));
  }

  /** The finalizer of SplitMix64: a random-looking number for each number. */
  public static long mix(long value) {
    return RotationSigns.mix(value);
  }
}
