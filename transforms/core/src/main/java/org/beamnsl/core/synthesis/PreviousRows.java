package org.beamnsl.core.synthesis;

/** What becomes of the rows of an earlier graph that the new ones do not include. */
public enum PreviousRows {
  /** They stay; all new rows are added to them. */
  KEEP,
  /** They leave; the graph is of the new rows alone, and takes over what it can. */
  DROP
}
