package org.beamnsl.core.fuzz;

import java.util.Random;
import java.util.concurrent.TimeUnit;

/**
 * Tries one check on random input again and again, for {@code -Dnsl.fuzz.seconds} seconds, by
 * default 1. A failure names its seed; {@code -Dnsl.fuzz.seed} repeats that try alone.
 */
public final class Fuzzing {
  /** One try. */
  @FunctionalInterface
  public interface Try {
    /** Makes input from the random numbers and checks what becomes of it. */
    void run(Random random) throws Exception;
  }

  private Fuzzing() {}

  /** Repeats a check until its time is over. */
  public static void run(Try check) {
    Long given = Long.getLong("nsl.fuzz.seed");
    if (given != null) {
      one(check, given);
      return;
    }
    long nanos = TimeUnit.SECONDS.toNanos(Integer.getInteger("nsl.fuzz.seconds", 1));
    long begun = System.nanoTime();
    long tries = 0;
    // Seeds of long runs differ from run to run; that of a failure is all that is needed.
    for (long seed = System.currentTimeMillis() << 20; System.nanoTime() - begun < nanos; seed++) {
      one(check, seed);
      tries++;
    }
    System.out.printf("%,d tries in %,d s%n", tries, TimeUnit.NANOSECONDS.toSeconds(nanos));
  }

  private static void one(Try check, long seed) {
    try {
      check.run(new Random(seed));
    } catch (Exception | AssertionError | OutOfMemoryError e) {
      throw new AssertionError("with -Dnsl.fuzz.seed=" + seed + ": " + e, e);
    }
  }

  /** The bytes with one change: a bit, a byte, a number, a piece gone, twice, or from elsewhere. */
  public static byte[] changed(byte[] bytes, byte[] other, Random random) {
    if (bytes.length == 0) {
      return other.clone();
    }
    int at = random.nextInt(bytes.length);
    int end = at + random.nextInt(bytes.length - at);
    byte[] copy = bytes.clone();
    switch (random.nextInt(8)) {
      case 0 -> copy[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> copy[at] = (byte) random.nextInt();
      case 2 -> copy[at] += (byte) (random.nextInt(7) - 3);
      case 3 -> copy = joined(bytes, 0, at);
      case 4 -> copy = joined(bytes, 0, at, bytes, end, bytes.length);
      case 5 -> copy = joined(bytes, 0, end, bytes, at, bytes.length);
      case 6 -> copy = joined(bytes, 0, at, other, 0, other.length, bytes, at, bytes.length);
      default -> {
        // Where lengths are, large ones.
        for (int i = at; i < Math.min(bytes.length, at + 1 + random.nextInt(10)); i++) {
          copy[i] = (byte) (random.nextBoolean() ? 0xff : 0x80);
        }
      }
    }
    return copy;
  }

  private static byte[] joined(Object... parts) {
    int length = 0;
    for (int i = 0; i < parts.length; i += 3) {
      length += (int) parts[i + 2] - (int) parts[i + 1];
    }
    byte[] joined = new byte[length];
    int filled = 0;
    for (int i = 0; i < parts.length; i += 3) {
      int start = (int) parts[i + 1];
      int count = (int) parts[i + 2] - start;
      System.arraycopy(parts[i], start, joined, filled, count);
      filled += count;
    }
    return joined;
  }
}
