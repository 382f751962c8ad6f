package org.beamnsl.core.embedding.latent;

/**
 * A matrix of many rows and few columns, row after row.
 *
 * @param width columns
 * @param values the rows one after the other
 */
@SuppressWarnings("ArrayRecordComponent")
record TallMatrix(int width, double[] values) {
  /** Directions whose length falls below this share of the longest are noise. */
  private static final double RANK_TOLERANCE = 1e-12;

  int rows() {
    return width == 0 ? 0 : values.length / width;
  }

  /**
   * Random signs over the square root of the number of rows: columns of unit length. Each sign
   * depends on the seed, the row's name and the column only.
   */
  static TallMatrix randomSigns(int[] names, int width, long seed) {
    double[] values = new double[names.length * width];
    double unit = 1 / Math.sqrt(names.length);
    for (int row = 0; row < names.length; row++) {
      long bits = 0;
      for (int column = 0; column < width; column++) {
        if (column % Long.SIZE == 0) {
          bits = mix(mix(seed + names[row]) + column);
        }
        values[row * width + column] = (bits & 1) == 0 ? unit : -unit;
        bits >>>= 1;
      }
    }
    return new TallMatrix(width, values);
  }

  /** {@code thisᵀ · other}, row after row; the rows are added in their order. */
  double[] transposeTimes(TallMatrix other) {
    double[] product = new double[width * other.width];
    for (int row = 0; row < rows(); row++) {
      for (int i = 0; i < width; i++) {
        double factor = values[row * width + i];
        int to = i * other.width;
        int from = row * other.width;
        for (int j = 0; j < other.width; j++) {
          product[to + j] += factor * other.values[from + j];
        }
      }
    }
    return product;
  }

  /** {@code this · factor}, where the factor has {@code columns} columns. */
  TallMatrix times(double[] factor, int columns) {
    double[] product = new double[rows() * columns];
    for (int row = 0; row < rows(); row++) {
      int to = row * columns;
      for (int i = 0; i < width; i++) {
        double value = values[row * width + i];
        for (int j = 0; j < columns; j++) {
          product[to + j] += value * factor[i * columns + j];
        }
      }
    }
    return new TallMatrix(columns, product);
  }

  /**
   * An orthonormal basis of the range of the columns, by way of the eigenvectors of their products;
   * done twice, since once leaves small directions askew. Columns beyond the rank are 0.
   */
  TallMatrix orthonormal() {
    return orthonormalOnce().orthonormalOnce();
  }

  private TallMatrix orthonormalOnce() {
    SymmetricEigen eigen = new SymmetricEigen(transposeTimes(this), width);
    double[] factor = new double[width * width];
    for (int column = 0; column < width; column++) {
      if (eigen.value(column) > RANK_TOLERANCE * eigen.value(0)) {
        double scale = 1 / Math.sqrt(eigen.value(column));
        for (int i = 0; i < width; i++) {
          factor[i * width + column] = eigen.vector(column, i) * scale;
        }
      }
    }
    return times(factor, width);
  }

  private static long mix(long value) {
    long mixed = (value + 0x9e3779b97f4a7c15L) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
    return mixed ^ mixed >>> 31;
  }
}
