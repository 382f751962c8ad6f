package org.beamnsl.core.embedding.latent;

/**
 * Rounds numbers of at most 1 to multiples of a step so coarse that the sum of as many of them as
 * there are documents is exact in double precision. So a sum is the same in any order and any
 * grouping: workers may share the documents as they like.
 *
 * <p>The step is 2^-51 times the number of documents, rounded up to a power of two.
 */
public final class Grid {
  private static final int SIGNIFICANT_BITS = 51;

  private Grid() {}

  /** What must be added and subtracted again to round, given the number of documents. */
  public static double rounder(long documents) {
    int bits = Long.SIZE - Long.numberOfLeadingZeros(Math.max(1, documents));
    return Math.scalb(1.5, 52 + bits - SIGNIFICANT_BITS);
  }
}
