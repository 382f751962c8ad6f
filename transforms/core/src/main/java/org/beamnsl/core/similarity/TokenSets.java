package org.beamnsl.core.similarity;

import java.util.Arrays;

/**
 * Sets of tokens, one per row, packed one after another. A token is a number; the tokens of a set
 * are distinct and ascending. Immutable: callers must not change the arrays they hand over.
 *
 * @param tokens the tokens of all sets; longer than needed is allowed
 * @param ends for each row, the offset just behind its last token
 * @param size number of sets; 0 where rows are vectors
 */
@SuppressWarnings("ArrayRecordComponent")
public record TokenSets(long[] tokens, int[] ends, int size) {
  /** Of rows that are no sets. */
  public static final TokenSets NONE = new TokenSets(new long[0], new int[0], 0);

  /** Where the tokens of a row start. */
  public int start(int row) {
    return row == 0 ? 0 : ends[row - 1];
  }

  /** Where the tokens of a row end. */
  public int end(int row) {
    return ends[row];
  }

  /** Number of tokens of all rows. */
  public int total() {
    return size == 0 ? 0 : ends[size - 1];
  }

  /** Number of tokens that two rows share. */
  public int shared(int a, int b) {
    int i = start(a);
    int j = start(b);
    int endA = ends[a];
    int endB = ends[b];
    int shared = 0;
    while (i < endA && j < endB) {
      long x = tokens[i];
      long y = tokens[j];
      shared += x == y ? 1 : 0;
      i += x <= y ? 1 : 0;
      j += y <= x ? 1 : 0;
    }
    return shared;
  }

  /** Whether a row is the same set as a row of other sets. */
  boolean same(int row, TokenSets other, int otherRow) {
    return Arrays.equals(
        tokens, start(row), end(row), other.tokens, other.start(otherRow), other.end(otherRow));
  }

  /** Equal when there are as many sets and each is the same. */
  @Override
  public boolean equals(Object object) {
    if (!(object instanceof TokenSets other) || size != other.size) {
      return false;
    }
    for (int row = 0; row < size; row++) {
      if (!same(row, other, row)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int hash = size;
    for (int at = 0; at < total(); at++) {
      hash = 31 * hash + Long.hashCode(tokens[at]);
    }
    return hash;
  }

  @Override
  public String toString() {
    return "TokenSets[" + size + " of " + total() + " tokens]";
  }
}
