package org.beamnsl.core.lsh;

/**
 * The generator MT19937 (Matsumoto and Nishimura, 1998), seeded with one integer and read as
 * doubles as NumPy's legacy generator does it: the same seed gives the same numbers, bit for bit.
 */
public final class MersenneTwister {
  private static final int SIZE = 624;
  private static final int SHIFT = 397;

  private final int[] state = new int[SIZE];
  private int next = SIZE;

  /** Seeds with the low 32 bits of {@code seed}. */
  public MersenneTwister(long seed) {
    state[0] = (int) seed;
    for (int i = 1; i < SIZE; i++) {
      state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
  }

  /** The next number in [0, 1), with 53 random bits. */
  public double nextDouble() {
    long high = nextInt() >>> 5;
    long low = nextInt() >>> 6;
    return (high * 67108864.0 + low) / 9007199254740992.0;
  }

  private int nextInt() {
    if (next == SIZE) {
      refill();
    }
    int y = state[next++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return y ^ (y >>> 18);
  }

  private void refill() {
    for (int i = 0; i < SIZE; i++) {
      int y = (state[i] & 0x80000000) | (state[(i + 1) % SIZE] & 0x7fffffff);
      int twist = (y & 1) == 0 ? 0 : 0x9908b0df;
      state[i] = state[(i + SHIFT) % SIZE] ^ (y >>> 1) ^ twist;
    }
    next = 0;
  }
}
