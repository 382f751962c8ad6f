package org.beamnsl.core.embedding.latent;

import java.util.Arrays;

/** The values of one document that are not 0, by column. Reused for document after document. */
final class SparseRow {
  private int[] columns = new int[256];
  private double[] values = new double[256];
  private int size;

  void clear() {
    size = 0;
  }

  void add(int column, double value) {
    if (size == columns.length) {
      columns = Arrays.copyOf(columns, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    columns[size] = column;
    values[size++] = value;
  }

  void scale(double factor) {
    for (int i = 0; i < size; i++) {
      values[i] *= factor;
    }
  }

  int size() {
    return size;
  }

  int column(int i) {
    return columns[i];
  }

  double value(int i) {
    return values[i];
  }
}
