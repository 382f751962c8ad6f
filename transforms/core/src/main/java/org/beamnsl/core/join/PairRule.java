package org.beamnsl.core.join;

import org.jspecify.annotations.Nullable;

/**
 * Which pairs of rows a join may emit.
 *
 * <p>A set of rows that is too large for one worker is cut into parts, and each pair of parts is
 * joined once: such a join emits only pairs with one row in either part.
 */
public final class PairRule {
  /** Every pair. */
  public static final PairRule ALL = new PairRule(null);

  private final byte @Nullable [] side;

  private PairRule(byte @Nullable [] side) {
    this.side = side;
  }

  /** Only pairs whose rows are on different sides; one number per row. */
  public static PairRule across(byte[] side) {
    return new PairRule(side);
  }

  boolean allows(int a, int b) {
    return side == null || side[a] != side[b];
  }
}
