package org.beamnsl.core.lsh;

/** How probable it is that hashing finds a pair. */
public final class Recall {
  private final HashFamily family;
  private final HashParams params;

  /** For keys of the given shape. */
  public Recall(HashFamily family, HashParams params) {
    this.family = family;
    this.params = params;
  }

  /** Probability that one key of two rows of this weight agrees. */
  public double perRound(double weight) {
    return Math.pow(family.probability(params.width(), weight), params.slices());
  }

  /** Probability that at least one of the keys agrees: {@code 1 - (1 - p(s)^m)^L}. */
  public double of(double weight) {
    return -Math.expm1(params.rounds() * Math.log1p(-Math.min(1 - 1e-12, perRound(weight))));
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
