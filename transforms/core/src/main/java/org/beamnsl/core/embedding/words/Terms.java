package org.beamnsl.core.embedding.words;

/** A numbering of the terms of texts. Immutable. */
public interface Terms {
  /** How many numbers there are; they start at 0. */
  int size();

  /** Adds every term of a text, as often as it stands there. */
  void count(String text, WordScanner words, TermCounts counts);
}
