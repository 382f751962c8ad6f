package org.beamnsl.core.similarity;

/**
 * Dot products in double precision whose order of additions never changes.
 *
 * <p>Eight partial sums, element k in sum k mod 8, added as a fixed tree. The product of two floats
 * is exact in double, so a fused multiply-add gives the same bits as a multiplication and an
 * addition: any implementation in this order agrees to the last bit.
 */
public final class DoubleDot {
  /** Number of partial sums. */
  static final int LANES = 8;

  private static final boolean VECTOR = Kernels.vectorApi() && VectorDoubleDot.fits();

  private DoubleDot() {}

  /** The dot product of the {@code n} floats at {@code a} and the {@code n} at {@code b}. */
  public static double product(float[] x, int a, int b, int n) {
    return product(x, a, b, n, VECTOR);
  }

  static double product(float[] x, int a, int b, int n, boolean vector) {
    double[] sums = new double[LANES];
    int whole = n - n % LANES;
    if (vector) {
      VectorDoubleDot.sums(x, a, b, whole, sums);
    } else {
      sums(x, a, b, whole, sums);
    }
    for (int k = whole; k < n; k++) {
      sums[k - whole] += (double) x[a + k] * x[b + k];
    }
    return ((sums[0] + sums[4]) + (sums[2] + sums[6]))
        + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
  }

  private static void sums(float[] x, int a, int b, int n, double[] sums) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    double s4 = 0;
    double s5 = 0;
    double s6 = 0;
    double s7 = 0;
    for (int k = 0; k < n; k += LANES) {
      s0 += (double) x[a + k] * x[b + k];
      s1 += (double) x[a + k + 1] * x[b + k + 1];
      s2 += (double) x[a + k + 2] * x[b + k + 2];
      s3 += (double) x[a + k + 3] * x[b + k + 3];
      s4 += (double) x[a + k + 4] * x[b + k + 4];
      s5 += (double) x[a + k + 5] * x[b + k + 5];
      s6 += (double) x[a + k + 6] * x[b + k + 6];
      s7 += (double) x[a + k + 7] * x[b + k + 7];
    }
    sums[0] = s0;
    sums[1] = s1;
    sums[2] = s2;
    sums[3] = s3;
    sums[4] = s4;
    sums[5] = s5;
    sums[6] = s6;
    sums[7] = s7;
  }
}
