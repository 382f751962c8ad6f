package org.beamnsl.core.embedding.latent;

import org.beamnsl.core.page.PageReader;
import org.beamnsl.core.page.PageWriter;

/** In how many documents each term stands. Immutable. */
public final class DocumentFrequencies {
  private final long documents;
  private final int[] counts;

  private DocumentFrequencies(long documents, int[] counts) {
    this.documents = documents;
    this.counts = counts;
  }

  /** What {@link FrequencySums} added up. */
  public static DocumentFrequencies ofSums(double[] sums) {
    int[] counts = new int[sums.length - 1];
    for (int term = 0; term < counts.length; term++) {
      counts[term] = (int) sums[term + 1];
    }
    return new DocumentFrequencies((long) sums[0], counts);
  }

  /** How many documents were counted. */
  public long documents() {
    return documents;
  }

  /** How many terms there may be. */
  public int size() {
    return counts.length;
  }

  /** In how many documents a term stands. */
  public int of(int term) {
    return counts[term];
  }

  /** Reads what {@link #toBytes} wrote, for terms numbered below {@code size}; nothing is none. */
  public static DocumentFrequencies ofBytes(byte[] bytes, int size) {
    int[] counts = new int[size];
    PageReader page = new PageReader(bytes);
    long documents = page.hasMore() ? page.getLong() : 0;
    int term = 0;
    while (page.hasMore()) {
      term += page.getInt();
      counts[term] = page.getInt();
    }
    return new DocumentFrequencies(documents, counts);
  }

  /** The counts in a form that {@link #ofBytes} takes. */
  public byte[] toBytes() {
    PageWriter page = new PageWriter(1 << 12);
    page.putLong(documents);
    int before = 0;
    for (int term = 0; term < counts.length; term++) {
      if (counts[term] > 0) {
        page.putInt(term - before);
        page.putInt(counts[term]);
        before = term;
      }
    }
    return page.take();
  }
}
