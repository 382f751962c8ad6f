package org.beamnsl.core.identify;

/** Where ids come from. */
public enum IdStrategy {
  /**
   * A hash of what the example says, without the id it may have, in 32 hex digits. Of equal
   * examples the second is called {@code <hash>-1}, the third {@code <hash>-2}, over all splits in
   * the order of the splits.
   */
  CONTENT,
  /** The id that the example has already; it must be there and unique over all splits. */
  FEATURE,
  /** A random UUID, other ones in each run; repeated attempts within a run get the same. */
  UUID
}
