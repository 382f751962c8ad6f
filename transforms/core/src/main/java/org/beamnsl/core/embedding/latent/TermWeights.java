package org.beamnsl.core.embedding.latent;

import java.util.Arrays;
import org.beamnsl.core.embedding.words.TermCounts;
import org.beamnsl.core.page.PageReader;
import org.beamnsl.core.page.PageWriter;

/**
 * Which terms are kept, as columns numbered from 0 in the order of the terms, and how a document's
 * counts become weights: {@code (1 + ln count) · (1 + ln((1 + documents) / (1 + frequency)))},
 * scaled to unit length. Immutable.
 */
public final class TermWeights {
  private final long documents;
  private final int[] kept;
  private final int[] frequencies;
  private final int[] columns;
  private final double[] idf;

  private TermWeights(long documents, int size, int[] kept, int[] frequencies) {
    this.documents = documents;
    this.kept = kept;
    this.frequencies = frequencies;
    this.columns = new int[size];
    this.idf = new double[kept.length];
    Arrays.fill(columns, -1);
    for (int column = 0; column < kept.length; column++) {
      columns[kept[column]] = column;
      idf[column] = 1 + StrictMath.log((1.0 + documents) / (1.0 + frequencies[column]));
    }
  }

  /** Keeps the terms that the parameters ask for; of equally frequent ones those first numbered. */
  public static TermWeights of(DocumentFrequencies counted, LatentParams params) {
    double most = params.maxDocumentShare() * counted.documents();
    // Rarest first; the complement of the number orders equally frequent terms.
    long[] candidates = new long[counted.size()];
    int size = 0;
    for (int term = 0; term < counted.size(); term++) {
      int frequency = counted.of(term);
      if (frequency >= params.minDocuments() && frequency <= most) {
        candidates[size++] = (long) frequency << Integer.SIZE | (Integer.MAX_VALUE - term);
      }
    }
    Arrays.sort(candidates, 0, size);
    int kept = Math.min(size, params.maxTerms());
    int[] terms = new int[kept];
    for (int i = 0; i < kept; i++) {
      terms[i] = Integer.MAX_VALUE - (int) candidates[size - kept + i];
    }
    Arrays.sort(terms);
    int[] frequencies = Arrays.stream(terms).map(counted::of).toArray();
    return new TermWeights(counted.documents(), counted.size(), terms, frequencies);
  }

  /** How many documents the weights were learned from. */
  public long documents() {
    return documents;
  }

  /** How many terms are kept. */
  public int size() {
    return kept.length;
  }

  /** The number of a column's term. */
  int term(int column) {
    return kept[column];
  }

  /** Weighs a document. */
  public void weigh(TermCounts counts, SparseRow row) {
    row.clear();
    double squares = 0;
    for (int i = 0; i < counts.size(); i++) {
      int column = columns[counts.term(i)];
      if (column >= 0) {
        int count = counts.count(i);
        double weight = (count == 1 ? 1 : 1 + StrictMath.log(count)) * idf[column];
        squares += weight * weight;
        row.add(column, weight);
      }
    }
    row.scale(squares == 0 ? 0 : 1 / Math.sqrt(squares));
  }

  /** Writes what {@link #readFrom} reads. */
  public void writeTo(PageWriter page) {
    page.putLong(documents);
    page.putInt(columns.length);
    page.putInt(kept.length);
    int before = 0;
    for (int column = 0; column < kept.length; column++) {
      page.putInt(kept[column] - before);
      page.putInt(frequencies[column]);
      before = kept[column];
    }
  }

  /** Reads weights. */
  public static TermWeights readFrom(PageReader page) {
    long documents = page.getLong();
    int size = page.getInt();
    int[] kept = new int[page.getInt()];
    int[] frequencies = new int[kept.length];
    int term = 0;
    for (int column = 0; column < kept.length; column++) {
      term += page.getInt();
      kept[column] = term;
      frequencies[column] = page.getInt();
    }
    return new TermWeights(documents, size, kept, frequencies);
  }
}
