package org.beamnsl.core.lsh;

/**
 * How probable it is that a cross-polytope hash of one slice agrees on two vectors of a given
 * cosine.
 *
 * <p>Computed by numerical integration over pairs of Gaussian coordinates (step .01): {@code 2w ∫∫
 * φ(u, v) P(|X| < u, |Y| < v)^(w-1) du dv} over u, v > 0 with correlated normal X, Y, which is what
 * the coordinates of a random rotation tend to. In between, the logarithm is interpolated linearly
 * in (1 - s) / (1 + s), the scale on which it is nearly straight.
 */
final class CollisionTable {
  private static final double[] COSINES = {
    0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.92, 0.94, 0.95, 0.96,
    0.97, 0.98, 0.99, 1
  };

  /** One row per cosine, one column per width 4, 8, 16, 32, 64, 128, 256. */
  private static final double[][] PROBABILITIES = {
    {0.12500, 0.06250, 0.03125, 0.01562, 0.00781, 0.00391, 0.00195},
    {0.15369, 0.08463, 0.04697, 0.02619, 0.01465, 0.00821, 0.00461},
    {0.18644, 0.11174, 0.06779, 0.04142, 0.02543, 0.01567, 0.00969},
    {0.22389, 0.14462, 0.09475, 0.06260, 0.04161, 0.02779, 0.01864},
    {0.26689, 0.18436, 0.12920, 0.09134, 0.06503, 0.04655, 0.03349},
    {0.31671, 0.23249, 0.17298, 0.12984, 0.09817, 0.07469, 0.05713},
    {0.34474, 0.26038, 0.19918, 0.15368, 0.11946, 0.09346, 0.07351},
    {0.37530, 0.29134, 0.22885, 0.18129, 0.14469, 0.11623, 0.09388},
    {0.40882, 0.32591, 0.26265, 0.21341, 0.17469, 0.14391, 0.11920},
    {0.44596, 0.36486, 0.30145, 0.25104, 0.21057, 0.17773, 0.15080},
    {0.48761, 0.40926, 0.34653, 0.29562, 0.25394, 0.21944, 0.19058},
    {0.53519, 0.46082, 0.39986, 0.34940, 0.30728, 0.27174, 0.24144},
    {0.59106, 0.52240, 0.46477, 0.41614, 0.37475, 0.33916, 0.30824},
    {0.65988, 0.59961, 0.54781, 0.50321, 0.46450, 0.43056, 0.40051},
    {0.69315, 0.63744, 0.58910, 0.54711, 0.51037, 0.47789, 0.44891},
    {0.73164, 0.68160, 0.63774, 0.59929, 0.56535, 0.53510, 0.50787},
    {0.75366, 0.70706, 0.66597, 0.62979, 0.59770, 0.56897, 0.54300},
    {0.77831, 0.73570, 0.69792, 0.66447, 0.63466, 0.60785, 0.58350},
    {0.80669, 0.76887, 0.73513, 0.70509, 0.67818, 0.65385, 0.63165},
    {0.84084, 0.80906, 0.78051, 0.75493, 0.73188, 0.71091, 0.69168},
    {0.88622, 0.86290, 0.84177, 0.82270, 0.80538, 0.78952, 0.77487},
    {1, 1, 1, 1, 1, 1, 1},
  };

  private CollisionTable() {}

  /**
   * The collision probability of one slice; rising with the cosine.
   *
   * @param width slice width, a power of two from 4 to 256
   * @param cosine in [-1, 1]; below 0 the value at 0, an upper bound, is given
   */
  static double probability(int width, double cosine) {
    int column = Integer.numberOfTrailingZeros(width) - 2;
    if (cosine <= 0) {
      return PROBABILITIES[0][column];
    }
    if (cosine >= 1) {
      return 1;
    }
    int above = 1;
    while (COSINES[above] < cosine) {
      above++;
    }
    double low = Math.log(PROBABILITIES[above - 1][column]);
    double high = Math.log(PROBABILITIES[above][column]);
    double from = scale(COSINES[above - 1]);
    double share = (scale(cosine) - from) / (scale(COSINES[above]) - from);
    return Math.exp(low + share * (high - low));
  }

  private static double scale(double cosine) {
    return (1 - cosine) / (1 + cosine);
  }
}
