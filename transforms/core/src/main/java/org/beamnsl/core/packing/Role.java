package org.beamnsl.core.packing;

/** What an example is in packing. */
public enum Role {
  /** A seed: it gets neighbours and becomes a record of the output; also a neighbour of others. */
  LABELED,
  /** A neighbour of others only, unless unlabelled examples are seeds, too. */
  UNLABELED;

  private static final Role[] ALL = values();

  /** The role with this ordinal. */
  public static Role of(int ordinal) {
    return ALL[ordinal];
  }
}
