package org.beamnsl.core.embedding.words;

import java.util.Arrays;
import org.beamnsl.core.page.PageReader;
import org.beamnsl.core.page.PageWriter;

/** The terms of one document with how often each stands in it, ordered by number. */
public final class TermCounts {
  private int[] all = new int[256];
  private int added;
  private int[] terms = new int[256];
  private int[] counts = new int[256];
  private int size;

  /** Forgets everything. */
  public void clear() {
    added = 0;
    size = 0;
  }

  /** Adds one term. */
  public void add(int term) {
    if (added == all.length) {
      all = Arrays.copyOf(all, 2 * added);
    }
    all[added++] = term;
  }

  /** How many different terms there are; call after {@link #finish} or {@link #readFrom}. */
  public int size() {
    return size;
  }

  /** The number of the i-th term. */
  public int term(int i) {
    return terms[i];
  }

  /** How often the i-th term stands in the document. */
  public int count(int i) {
    return counts[i];
  }

  /** Orders what was added. */
  public void finish() {
    Arrays.sort(all, 0, added);
    reserve(added);
    size = 0;
    for (int i = 0; i < added; i++) {
      if (size > 0 && terms[size - 1] == all[i]) {
        counts[size - 1]++;
      } else {
        terms[size] = all[i];
        counts[size++] = 1;
      }
    }
  }

  /** Writes the terms as differences, each with its count. */
  public void writeTo(PageWriter page) {
    int before = 0;
    for (int i = 0; i < size; i++) {
      page.putInt(terms[i] - before);
      page.putInt(counts[i]);
      before = terms[i];
    }
  }

  /** Reads what {@link #writeTo} wrote, up to a position. */
  public void readFrom(PageReader page, int end) {
    size = 0;
    int term = 0;
    while (page.position() < end) {
      reserve(size + 1);
      term += page.getInt();
      terms[size] = term;
      counts[size++] = page.getInt();
    }
  }

  private void reserve(int needed) {
    if (terms.length < needed) {
      int capacity = Math.max(needed, 2 * terms.length);
      terms = Arrays.copyOf(terms, capacity);
      counts = Arrays.copyOf(counts, capacity);
    }
  }
}
