package org.beamnsl.core.embedding.words;

/**
 * Numbers for words and word pairs without a dictionary: their hash, cut to a number of bits. Words
 * that share a number count as one term.
 *
 * @param bits how many bits a number has, 1 to 24
 * @param ngrams 1 for words alone, 2 for pairs of neighbouring words too
 */
public record HashedTerms(int bits, int ngrams) implements Terms {
  /** Checks the ranges. */
  public HashedTerms {
    if (bits < 1 || bits > 24) {
      throw new IllegalArgumentException("bits must lie in [1, 24], got " + bits);
    }
    if (ngrams < 1 || ngrams > 2) {
      throw new IllegalArgumentException("ngrams must be 1 or 2, got " + ngrams);
    }
  }

  @Override
  public int size() {
    return 1 << bits;
  }

  @Override
  public void count(String text, WordScanner words, TermCounts counts) {
    long before = 0;
    words.read(text);
    while (words.advance()) {
      long hash = words.hash();
      counts.add(number(hash));
      if (ngrams == 2 && before != 0) {
        counts.add(number(before * 0x9e3779b97f4a7c15L + hash));
      }
      before = hash;
    }
  }

  private int number(long hash) {
    long mixed = (hash ^ hash >>> 32) * 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ mixed >>> 29) * 0xbf58476d1ce4e5b9L;
    return (int) (mixed >>> Long.SIZE - bits);
  }
}
