package org.beamnsl.core.embedding.latent;

import java.util.Arrays;
import java.util.Comparator;

/**
 * Eigenvalues and eigenvectors of a small symmetric matrix by Jacobi's cyclic rotations, the
 * largest first. Runs in one order always, so equal matrices give equal results.
 */
final class SymmetricEigen {
  private static final int MAX_SWEEPS = 60;

  private final int size;
  private final double[] a;
  private final double[] vectors;
  private final Integer[] order;

  /** Decomposes a matrix of {@code size} rows, one after the other; it is not changed. */
  SymmetricEigen(double[] matrix, int size) {
    this.size = size;
    this.a = matrix.clone();
    this.vectors = new double[size * size];
    for (int i = 0; i < size; i++) {
      vectors[i * size + i] = 1;
    }
    for (int sweep = 0; sweep < MAX_SWEEPS && sweep(); sweep++) {
      // Each sweep squares what is left beside the diagonal.
    }
    order = new Integer[size];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> -a[i * size + i]));
  }

  /** The i-th largest eigenvalue. */
  double value(int i) {
    return a[order[i] * size + order[i]];
  }

  /** An entry of the i-th eigenvector. */
  double vector(int i, int entry) {
    return vectors[entry * size + order[i]];
  }

  /** Rotates every pair once; false when nothing was left to do. */
  private boolean sweep() {
    boolean rotated = false;
    for (int p = 0; p < size; p++) {
      for (int q = p + 1; q < size; q++) {
        double off = a[p * size + q];
        double scale = Math.sqrt(Math.abs(a[p * size + p]) * Math.abs(a[q * size + q]));
        if (Math.abs(off) > 1e-15 * scale && Math.abs(off) > Double.MIN_NORMAL) {
          rotate(p, q, off);
          rotated = true;
        }
      }
    }
    return rotated;
  }

  private void rotate(int p, int q, double off) {
    double theta = (a[q * size + q] - a[p * size + p]) / (2 * off);
    double t = 1 / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
    if (theta < 0) {
      t = -t;
    }
    double cos = 1 / Math.sqrt(t * t + 1);
    double sin = t * cos;
    for (int k = 0; k < size; k++) {
      turn(a, k * size + p, k * size + q, cos, sin);
    }
    for (int k = 0; k < size; k++) {
      turn(a, p * size + k, q * size + k, cos, sin);
      turn(vectors, k * size + p, k * size + q, cos, sin);
    }
    a[p * size + q] = 0;
    a[q * size + p] = 0;
  }

  private static void turn(double[] m, int first, int second, double cos, double sin) {
    double x = m[first];
    double y = m[second];
    m[first] = cos * x - sin * y;
    m[second] = sin * x + cos * y;
  }
}
