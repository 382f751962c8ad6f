package org.beamnsl.core.lsh;

import org.jspecify.annotations.Nullable;

/**
 * Min-wise hashes: the family for the Jaccard similarity of sets (Broder, 1997, "On the resemblance
 * and containment of documents"). A slice orders all tokens at random and hashes a set to its first
 * token, which two sets share with a probability of exactly the size of their intersection over
 * that of their union. There is one width.
 */
public final class MinHash implements HashFamily {
  private static final long serialVersionUID = 1;

  /** Seconds for each token and slice. */
  private static final double ORDER = 1.5e-9;

  /** Tokens of a set, for the estimate of costs only. */
  private static final double USUAL_TOKENS = 50;

  @Override
  public String name() {
    return "min-hash";
  }

  @Override
  public double probability(int width, double weight) {
    return Math.max(0, Math.min(1, weight));
  }

  @Override
  public double secondsPerKey(HashParams params) {
    return ORDER * params.slices() * USUAL_TOKENS;
  }

  @Override
  public RowHasher hasher(HashParams params, float @Nullable [] center) {
    return new MinHasher(params);
  }
}
