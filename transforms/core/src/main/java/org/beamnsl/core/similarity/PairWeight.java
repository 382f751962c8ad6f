package org.beamnsl.core.similarity;

/** A weight for every pair of rows: the larger, the closer the rows are. */
public interface PairWeight {
  /** How far below a limit rounding may bring a weight that reaches it. */
  double TIE = 1e-9;

  /** The weight of two rows of a matrix, whichever comes first. */
  double of(EmbeddingMatrix rows, int a, int b);
}
