package org.beamnsl.core.measure;

import java.util.Arrays;
import org.beamnsl.core.similarity.Cosine;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.jspecify.annotations.Nullable;

/**
 * Compares vectors by their distances: {@code |x - y|² <= r²} means {@code x·y >= (|x|² + |y|² -
 * r²) / 2}. What a product must reach depends on the lengths of both vectors, so rows are sorted by
 * length: those of a panel are then about equally long, and the shortest may stand for all.
 */
final class DistanceComparer extends ProductComparer {
  /** Rows whose order hardly matters. */
  private static final int FEW = 64;

  /** Relative error of a square that was computed in double precision. */
  private static final double SQUARE_ERROR = 1e-14;

  private final double radius;
  private final double error;
  private final double tiny;
  private double shortest;
  private double longest;

  DistanceComparer(EmbeddingMatrix matrix, double radius, float @Nullable [] floors) {
    super(matrix, 0.5, floors);
    this.radius = radius;
    this.error = Cosine.singlePrecisionError(matrix.dims());
    // What products below the smallest single-precision number may add up to.
    this.tiny = 2.0 * matrix.dims() * Float.MIN_NORMAL;
  }

  @Override
  public void within(int[] order, int from, int to, Candidates candidates) {
    if (to - from <= FEW) {
      super.within(order, from, to, candidates);
    } else {
      super.within(byLength(order, from, to), 0, to - from, candidates);
    }
  }

  @Override
  public void between(int[] order, int fromA, int toA, int fromB, int toB, Candidates candidates) {
    int rows = toA - fromA;
    int[] both = Arrays.copyOf(byLength(order, fromA, toA), rows + toB - fromB);
    System.arraycopy(byLength(order, fromB, toB), 0, both, rows, toB - fromB);
    super.between(both, 0, rows, rows, both.length, candidates);
  }

  /** The rows of a range, the shortest first. */
  private int[] byLength(int[] order, int from, int to) {
    long[] keys = new long[to - from];
    for (int i = 0; i < keys.length; i++) {
      int row = order[from + i];
      keys[i] = (long) Float.floatToIntBits((float) matrix.norm(row)) << Integer.SIZE | row;
    }
    Arrays.sort(keys);
    int[] sorted = new int[keys.length];
    Arrays.setAll(sorted, i -> (int) keys[i]);
    return sorted;
  }

  @Override
  double pairLimit(int a, int b, double floor) {
    return limit(matrix.norm(a), matrix.norm(b), matrix.norm(b), floor);
  }

  @Override
  float columnScale(int row) {
    return 1;
  }

  @Override
  void prepare(int[] order, int start, int end) {
    shortest = Double.POSITIVE_INFINITY;
    longest = 0;
    for (int i = start; i < end; i++) {
      double norm = matrix.norm(order[i]);
      shortest = Math.min(shortest, norm);
      longest = Math.max(longest, norm);
    }
  }

  @Override
  double panelLimit(int row, double floor) {
    return limit(matrix.norm(row), shortest, longest, floor);
  }

  /** What the product of a row with one of a length between two others must reach. */
  private double limit(double norm, double least, double most, double floor) {
    double weight = floor - Closeness.TIE;
    if (weight <= 0) {
      return Double.NEGATIVE_INFINITY;
    }
    double reach = radius * (1 / weight - 1);
    if (norm - most > reach || least - norm > reach) {
      return Double.POSITIVE_INFINITY;
    }
    double squares = norm * norm + least * least;
    double single = error * norm * most;
    return (squares * (1 - SQUARE_ERROR) - reach * reach) / 2 - single - tiny;
  }
}
