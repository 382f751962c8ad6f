package org.beamnsl.core.join;

/**
 * Which pairs of rows a join may emit. Must be symmetric, and the same whatever the order of the
 * rows.
 */
public interface PairRule {
  /** Every pair. */
  PairRule ALL = (a, b) -> true;

  /** Whether the pair of these rows may be emitted. */
  boolean allows(int a, int b);

  /**
   * Only pairs whose rows are on different sides.
   *
   * <p>A set of rows that is too large for one worker is cut into parts, and each pair of parts is
   * joined once.
   *
   * @param side a number per row
   */
  static PairRule across(byte[] side) {
    return (a, b) -> side[a] != side[b];
  }

  /** Pairs that both rules allow. */
  default PairRule and(PairRule other) {
    return (a, b) -> allows(a, b) && other.allows(a, b);
  }
}
