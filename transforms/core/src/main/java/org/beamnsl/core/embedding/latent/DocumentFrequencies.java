package org.beamnsl.core.embedding.latent;

import org.beamnsl.core.embedding.rows.RowReader;
import org.beamnsl.core.embedding.words.TermCounts;
import org.beamnsl.core.page.PageReader;
import org.beamnsl.core.page.PageWriter;

/**
 * In how many documents each term stands. Counts of parts add up to that of the whole, in any
 * order.
 */
public final class DocumentFrequencies {
  private final int[] counts;
  private final TermCounts terms = new TermCounts();
  private long documents;

  /** No documents yet, over terms numbered below {@code size}. */
  public DocumentFrequencies(int size) {
    counts = new int[size];
  }

  /** Adds the rows of a page, whose payloads are term counts. */
  public void addPage(byte[] page) {
    RowReader rows = new RowReader(page);
    while (rows.next()) {
      terms.readFrom(rows.payload(), rows.payloadEnd());
      documents++;
      for (int i = 0; i < terms.size(); i++) {
        counts[terms.term(i)]++;
      }
    }
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

  /** Adds what {@link #toBytes} wrote. */
  public void add(byte[] bytes) {
    PageReader page = new PageReader(bytes);
    documents += page.getLong();
    int term = 0;
    while (page.hasMore()) {
      term += page.getInt();
      counts[term] += page.getInt();
    }
  }

  /** The counts in a form that {@link #add} takes. */
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
