package org.beamnsl.core.join;

/** How pairs are found. */
public enum JoinMethod {
  /** {@link #EXACT} or {@link #LSH}, whichever a sample says is cheaper. */
  AUTO,
  /** Every pair is compared: the truth. */
  EXACT,
  /** Pairs that share a bucket of a cross-polytope hash are compared: finds nearly all. */
  LSH,
  /** Pairs that share a bucket of random hyperplanes, as the original finds them, seed by seed. */
  NSL
}
