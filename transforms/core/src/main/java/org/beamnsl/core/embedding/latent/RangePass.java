package org.beamnsl.core.embedding.latent;

import java.util.Arrays;
import org.beamnsl.core.embedding.rows.RowReader;
import org.beamnsl.core.embedding.words.TermCounts;

/**
 * One pass over some documents: the product of {@code Aᵀ A} and a basis, A being the documents'
 * weights. Sums of parts add up to that of the whole exactly, in any order.
 */
final class RangePass {
  private final TermWeights weights;
  private final TallMatrix basis;
  private final double rounder;
  private final double[] sums;
  private final double[] projected;
  private final TermCounts counts = new TermCounts();
  private final SparseRow row = new SparseRow();

  RangePass(TermWeights weights, TallMatrix basis) {
    this.weights = weights;
    this.basis = basis;
    this.rounder = Grid.rounder(weights.documents());
    this.sums = new double[basis.values().length];
    this.projected = new double[basis.width()];
  }

  /** Adds the documents of a page. */
  void addPage(byte[] page) {
    RowReader rows = new RowReader(page);
    while (rows.next()) {
      counts.readFrom(rows.payload(), rows.payloadEnd());
      weights.weigh(counts, row);
      project(row, basis, projected);
      for (int i = 0; i < row.size(); i++) {
        addRounded(row.column(i) * basis.width(), row.value(i));
      }
    }
  }

  /** The sums so far, as the matrix they are. */
  double[] sums() {
    return sums;
  }

  /** Adds the sums of another part. */
  void add(double[] others) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += others[i];
    }
  }

  /** Both parts together, in this one. */
  RangePass plus(RangePass other) {
    add(other.sums);
    return this;
  }

  /** The product of a document and a basis. */
  static void project(SparseRow row, TallMatrix basis, double[] product) {
    Arrays.fill(product, 0);
    double[] values = basis.values();
    for (int i = 0; i < row.size(); i++) {
      double value = row.value(i);
      int from = row.column(i) * product.length;
      for (int j = 0; j < product.length; j++) {
        product[j] += value * values[from + j];
      }
    }
  }

  private void addRounded(int to, double value) {
    for (int j = 0; j < projected.length; j++) {
      sums[to + j] += (value * projected[j] + rounder) - rounder;
    }
  }
}
