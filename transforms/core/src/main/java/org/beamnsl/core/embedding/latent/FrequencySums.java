package org.beamnsl.core.embedding.latent;

import org.beamnsl.core.embedding.rows.PageSums;
import org.beamnsl.core.embedding.rows.RowReader;
import org.beamnsl.core.embedding.words.TermCounts;

/** Adds up the number of documents and, for each term, in how many of them it stands. */
public final class FrequencySums implements PageSums {
  private final double[] sums;
  private final TermCounts terms = new TermCounts();

  /** No documents yet, over terms numbered below {@code size}. */
  public FrequencySums(int size) {
    sums = new double[1 + size];
  }

  @Override
  public void addPage(byte[] page) {
    RowReader rows = new RowReader(page);
    while (rows.next()) {
      terms.readFrom(rows.payload(), rows.payloadEnd());
      sums[0]++;
      for (int i = 0; i < terms.size(); i++) {
        sums[1 + terms.term(i)]++;
      }
    }
  }

  @Override
  public double[] values() {
    return sums;
  }
}
