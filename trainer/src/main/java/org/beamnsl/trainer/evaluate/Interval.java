package org.beamnsl.trainer.evaluate;

/**
 * Where the mean of a figure lies with 95 % confidence, by Student's t distribution: what further
 * seeds would change.
 */
public record Interval(double low, double high) {
  private static final double TAIL = 0.975;
  private static final double PRECISION = 1e-9;

  /**
   * The interval of at least two values, mean ± t · std / √n with n − 1 degrees of freedom.
   *
   * @throws IllegalArgumentException for a single value, which tells nothing about spread
   */
  public static Interval of(Spread spread) {
    int n = spread.values().size();
    if (n < 2) {
      throw new IllegalArgumentException("an interval needs at least two values");
    }
    double half = quantile(n - 1) * spread.std() / Math.sqrt(n);
    return new Interval(spread.mean() - half, spread.mean() + half);
  }

  /** The t that 97.5 % of Student's distribution lies below. */
  static double quantile(int degrees) {
    double low = 0;
    double high = 16;
    while (within(high, degrees) < 2 * TAIL - 1) {
      high *= 2;
    }
    while (high - low > PRECISION * high) {
      double middle = (low + high) / 2;
      if (within(middle, degrees) < 2 * TAIL - 1) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /**
   * Probability of a value between −t and t: the finite sums of Abramowitz and Stegun, Handbook of
   * Mathematical Functions, 26.7.3 (odd degrees of freedom) and 26.7.4 (even).
   */
  private static double within(double t, int degrees) {
    double angle = Math.atan(t / Math.sqrt(degrees));
    double cosine = Math.cos(angle);
    boolean odd = degrees % 2 == 1;
    double term = odd ? cosine : 1;
    double sum = degrees == 1 ? 0 : term;
    for (int k = odd ? 3 : 2; k <= degrees - 2; k += 2) {
      term *= cosine * cosine * (k - 1) / k;
      sum += term;
    }
    double product = Math.sin(angle) * sum;
    return odd ? 2 / Math.PI * (angle + product) : product;
  }
}
