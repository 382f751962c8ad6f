package org.beamnsl.core.lsh;

/**
 * Rotates and hashes {@value #LANES} rows at once.
 *
 * <p>A tile holds element i of row l at {@code i * LANES + l}, so that every step does the same to
 * neighbouring values. All kernels perform the same single-precision operations in the same order:
 * they agree to the last bit.
 */
interface TileKernel {
  /** Rows per tile. */
  int LANES = 16;

  /** Low bits of a magnitude that give way to the coordinate's number; the sign is below them. */
  int INDEX_MASK = 0x1FE;

  /** Index and sign: what is left of the winner. */
  int DIGIT_MASK = INDEX_MASK | 1;

  /**
   * Multiplies every element with the sign of its coordinate and applies the Hadamard transform.
   *
   * @param tile changed in place; magnitudes stay below 2
   * @param signs one factor per coordinate
   */
  void rotate(float[] tile, float[] signs);

  /**
   * Finds each row's coordinate of largest magnitude (by the leading bits of the magnitude; the
   * higher coordinate wins a tie).
   *
   * @param tile what {@link #rotate} left
   * @param from first coordinate to look at
   * @param width number of coordinates, at most 256
   * @param digits receives, for each row, twice the winner's place in the slice, plus 1 when its
   *     value is negative
   */
  void largest(float[] tile, int from, int width, int[] digits);
}
