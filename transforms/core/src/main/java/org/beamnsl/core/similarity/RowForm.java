package org.beamnsl.core.similarity;

/** What the rows are that a measure compares. */
public enum RowForm {
  /** Vectors of which only the direction counts. */
  DIRECTIONS,
  /** Vectors whose values count as they are. */
  POINTS,
  /** Sets of tokens. */
  TOKENS
}
