package org.beamnsl.core.embedding.latent;

import java.util.Arrays;
import org.beamnsl.core.embedding.rows.PageSums;
import org.beamnsl.core.embedding.rows.RowReader;
import org.beamnsl.core.embedding.words.TermCounts;

/**
 * What a pass adds up over some documents: the product of {@code Aᵀ A} and a basis, A being the
 * documents' weights. Sums of parts add up to that of the whole exactly, in any order.
 */
final class RangeSums implements PageSums {
  private final TermWeights weights;
  private final TallMatrix basis;
  private final double rounder;
  private final double[] sums;
  private final double[] projected;
  private final TermCounts counts = new TermCounts();
  private final SparseRow row = new SparseRow();

  RangeSums(TermWeights weights, TallMatrix basis) {
    this.weights = weights;
    this.basis = basis;
    this.rounder = Grid.rounder(weights.documents());
    this.sums = new double[basis.values().length];
    this.projected = new double[basis.width()];
  }

  @Override
  public void addPage(byte[] page) {
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

  @Override
  public double[] values() {
    return sums;
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
