package org.beamnsl.core.lsh;

/** How probable it is that hashing finds a pair. */
public final class Recall {
  private final HashParams params;

  /** For keys of the given shape. */
  public Recall(HashParams params) {
    this.params = params;
  }

  /** Probability that one key of two vectors of this cosine agrees. */
  public double perRound(double cosine) {
    return perRound(params.width(), params.slices(), cosine);
  }

  /** Probability that at least one of the keys agrees: {@code 1 - (1 - p(s)^m)^L}. */
  public double of(double cosine) {
    return -Math.expm1(params.rounds() * Math.log1p(-Math.min(1 - 1e-12, perRound(cosine))));
  }

  static double perRound(int width, int slices, double cosine) {
    return Math.pow(CollisionTable.probability(width, cosine), slices);
  }

  /**
   * Rounds needed to find a pair with at least the target probability, {@code ⌈ln(1-R) / ln(1-q)⌉}.
   *
   * @param perRound probability q that one round finds it
   * @param target R, in (0, 1)
   */
  public static int rounds(double perRound, double target) {
    if (perRound >= 1) {
      return 1;
    }
    double rounds = Math.ceil(Math.log1p(-target) / Math.log1p(-perRound) - 1e-9);
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, rounds));
  }
}
