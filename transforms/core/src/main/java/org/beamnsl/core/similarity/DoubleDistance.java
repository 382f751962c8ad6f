package org.beamnsl.core.similarity;

/**
 * Euclidean distances in double precision whose order of additions never changes: eight partial
 * sums as in {@link DoubleDot}.
 */
public final class DoubleDistance {
  private static final int LANES = DoubleDot.LANES;

  private DoubleDistance() {}

  /** The distance of the {@code n} floats at {@code a} from the {@code n} at {@code b}. */
  public static double of(float[] x, int a, int b, int n) {
    double[] sums = new double[LANES];
    int whole = n - n % LANES;
    for (int k = 0; k < whole; k += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        sums[lane] += square(x, a + k + lane, b + k + lane);
      }
    }
    for (int k = whole; k < n; k++) {
      sums[k - whole] += square(x, a + k, b + k);
    }
    double sum =
        ((sums[0] + sums[4]) + (sums[2] + sums[6])) + ((sums[1] + sums[5]) + (sums[3] + sums[7]));
    return Math.sqrt(sum);
  }

  private static double square(float[] x, int a, int b) {
    double difference = (double) x[a] - x[b];
    return difference * difference;
  }
}
