package org.beamnsl.core.lsh;

/**
 * The random signs of pseudo-random rotations, derived from a seed: every worker computes the same
 * ones, so nothing is shipped.
 */
final class RotationSigns {
  private final long seed;
  private final int dims;

  RotationSigns(long seed, int dims) {
    this.seed = seed;
    this.dims = dims;
  }

  /**
   * One sign per coordinate, already multiplied with the factor that keeps a Hadamard transform
   * from changing the norm.
   */
  float[] of(int rotation) {
    float[] signs = new float[dims];
    float scale = (float) (1 / Math.sqrt(dims));
    long bits = 0;
    for (int i = 0; i < dims; i++) {
      if (i % Long.SIZE == 0) {
        bits = mix(seed + 0x9E3779B97F4A7C15L * (1 + ((long) rotation << 20) + i / Long.SIZE));
      }
      signs[i] = (bits >>> (i % Long.SIZE) & 1) == 0 ? scale : -scale;
    }
    return signs;
  }

  /** The finalizer of SplitMix64. */
  static long mix(long value) {
    long x = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
    return x ^ (x >>> 31);
  }
}
