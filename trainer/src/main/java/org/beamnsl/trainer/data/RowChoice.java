package org.beamnsl.trainer.data;

import java.util.Arrays;
import java.util.Iterator;

/**
 * Rows of a data set as an epoch of their own: a row may come several times or not at all. Nothing
 * is copied.
 */
public record RowChoice(InMemoryDataset data, int[] rows) implements Dataset {

  /**
   * All unlabelled rows once, and the labelled ones as often as it takes to make at least {@code
   * share} of the epoch. Labels are few and the other examples many: without this, most steps would
   * see hardly a label.
   *
   * @param labelled rows that have labels, ascending
   * @param share in [0, 1); 0 takes every row once
   */
  public static RowChoice withLabelledShare(InMemoryDataset data, int[] labelled, double share) {
    int all = data.examples();
    long unlabelled = (long) all - labelled.length;
    double wanted = share / (1 - share) * unlabelled;
    long copies = Math.max(1, (long) Math.ceil(wanted / labelled.length - 1e-9));
    int[] rows = new int[Math.toIntExact(unlabelled + copies * labelled.length)];
    for (int row = 0; row < all; row++) {
      rows[row] = row;
    }
    for (int i = all; i < rows.length; i++) {
      rows[i] = labelled[(i - all) % labelled.length];
    }
    return new RowChoice(data, rows);
  }

  @Override
  public int examples() {
    return rows.length;
  }

  @Override
  public int neighborSlots() {
    return data.neighborSlots();
  }

  @Override
  public Iterator<Batch> batches(BatchOrder order) {
    return data.batches(order, rows);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RowChoice that
        && data.equals(that.data)
        && Arrays.equals(rows, that.rows);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(rows);
  }

  @Override
  public String toString() {
    return "RowChoice[" + rows.length + " rows of " + data.examples() + "]";
  }
}
