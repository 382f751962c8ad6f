package org.beamnsl.core.embedding;

/** How the vectors of a text's words become one. */
public enum WordWeighting {
  /** Their sum over the number of words. */
  MEAN,
  /** Their sum over the square root of the number of words. */
  SQRTN,
  /** Their mean weighted by {@code ln((1 + documents) / (1 + documents with the word))}. */
  IDF
}
