package org.beamnsl.core.lsh;

/** The kernel for every JVM. */
final class PlainTileKernel implements TileKernel {
  @Override
  public void rotate(float[] tile, float[] signs) {
    int size = signs.length;
    for (int i = 0; i < size; i++) {
      float sign = signs[i];
      for (int l = i * LANES; l < (i + 1) * LANES; l++) {
        tile[l] *= sign;
      }
    }
    for (int half = 1; half < size; half *= 2) {
      int span = half * LANES;
      for (int start = 0; start < size * LANES; start += 2 * span) {
        butterfly(tile, start, span);
      }
    }
  }

  private static void butterfly(float[] tile, int start, int span) {
    for (int l = start; l < start + span; l++) {
      float sum = tile[l] + tile[l + span];
      float difference = tile[l] - tile[l + span];
      tile[l] = sum;
      tile[l + span] = difference;
    }
  }

  @Override
  public void largest(float[] tile, int from, int width, int[] digits) {
    for (int l = 0; l < LANES; l++) {
      digits[l] = 0;
    }
    for (int i = 0; i < width; i++) {
      int at = (from + i) * LANES;
      for (int l = 0; l < LANES; l++) {
        // Magnitude first, then the coordinate, then the sign: the largest number wins. Magnitudes
        // below 2 leave the sign bit of the rotated number clear.
        int bits = Integer.rotateLeft(Float.floatToRawIntBits(tile[at + l]), 1);
        digits[l] = Math.max(digits[l], (bits & ~INDEX_MASK) | (i << 1));
      }
    }
    for (int l = 0; l < LANES; l++) {
      digits[l] &= DIGIT_MASK;
    }
  }
}
