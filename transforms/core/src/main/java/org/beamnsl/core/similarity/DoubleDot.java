package org.beamnsl.core.similarity;

/**
 * Dot products in double precision whose order of additions never changes.
 *
 * <p>Eight partial sums, element k in sum k mod 8, added as a fixed tree. The product of two floats
 * is exact in double, so a fused multiply-add gives the same bits as a multiplication and an
 * addition: any implementation in this order agrees to the last bit.
 */
public final class DoubleDot {
  private DoubleDot() {}

  /** The dot product of the {@code n} floats at {@code a} and the {@code n} at {@code b}. */
  public static double product(float[] x, int a, int b, int n) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    int k = 0;
    for (; k + 8 <= n; k += 8) {
      s0 += (double) x[a + k] * x[b + k];
      s1 += (double) x[a + k + 1] * x[b + k + 1];
      s2 += (double) x[a + k + 2] * x[b + k + 2];
      s3 += (double) x[a + k + 3] * x[b + k + 3];
      s4 += (double) x[a + k + 4] * x[b + k + 4];
      s5 += (double) x[a + k + 5] * x[b + k + 5];
      s6 += (double) x[a + k + 6] * x[b + k + 6];
      s7 += (double) x[a + k + 7] * x[b + k + 7];
    }
    double[] tail = {s0, s1, s2, s3, s4, s5, s6, s7};
    for (int lane = 0; k < n; k++, lane++) {
      tail[lane] += (double) x[a + k] * x[b + k];
    }
    return ((tail[0] + tail[4]) + (tail[2] + tail[6]))
        + ((tail[1] + tail[5]) + (tail[3] + tail[7]));
  }
}
