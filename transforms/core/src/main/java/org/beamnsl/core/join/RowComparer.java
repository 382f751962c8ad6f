package org.beamnsl.core.join;

import org.beamnsl.core.similarity.Cosine;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.beamnsl.core.similarity.Kernels;
import org.beamnsl.core.similarity.PairKernel;
import org.jspecify.annotations.Nullable;

/**
 * Compares all pairs of some rows in single precision and hands on those that may reach the
 * threshold. For use by one thread.
 */
final class RowComparer {
  /** Up to this many rows, packing a panel costs more than it saves. */
  private static final int SMALL = 20;

  private final EmbeddingMatrix matrix;
  private final float[] values;
  private final int dims;
  private final double threshold;
  private final double error;
  private final float @Nullable [] floors;
  private final PairKernel kernel;
  private final float[] panel;
  private final int[] offsets = new int[PairKernel.ROWS];
  private final float[] limits = new float[PairKernel.ROWS];
  private final long[] hits = new long[PairKernel.ROWS];
  private double panelFloor;
  private long compared;

  /** Receives pairs of rows that may reach the threshold. */
  interface Candidates {
    void pair(int a, int b);
  }

  /**
   * Compares rows of a matrix.
   *
   * @param threshold cosine to reach
   * @param floors cosine to reach instead, for each row: a pair must reach that of either end; null
   *     when the threshold holds for all
   */
  RowComparer(EmbeddingMatrix matrix, double threshold, float @Nullable [] floors) {
    this.matrix = matrix;
    this.values = matrix.values();
    this.dims = matrix.dims();
    this.threshold = threshold;
    this.error = Cosine.TIE + Cosine.singlePrecisionError(dims);
    this.floors = floors;
    this.kernel = Kernels.pairs();
    this.panel = new float[PairKernel.PANEL * dims];
  }

  /** Number of pairs compared so far. */
  long compared() {
    return compared;
  }

  /** Compares every pair of the rows {@code order[from]} to {@code order[to - 1]}. */
  void within(int[] order, int from, int to, Candidates candidates) {
    if (to - from <= SMALL) {
      small(order, from, to, candidates);
      return;
    }
    for (int start = from; start < to; start += PairKernel.PANEL) {
      int end = Math.min(to, start + PairKernel.PANEL);
      pack(order, start, end);
      against(order, from, end, start, end, candidates);
    }
  }

  /** Compares the rows of one range with those of another range that does not overlap it. */
  void between(int[] order, int fromA, int toA, int fromB, int toB, Candidates candidates) {
    for (int start = fromB; start < toB; start += PairKernel.PANEL) {
      int end = Math.min(toB, start + PairKernel.PANEL);
      pack(order, start, end);
      against(order, fromA, toA, start, end, candidates);
    }
  }

  /** Compares two rows. */
  void pair(int a, int b, Candidates candidates) {
    double limit = limit(a, Math.min(floor(a), floor(b)));
    if (kernel.dot(values, a * dims, b * dims, dims) >= limit * matrix.norm(b)) {
      candidates.pair(a, b);
    }
    compared++;
  }

  private void small(int[] order, int from, int to, Candidates candidates) {
    for (int i = from; i < to; i++) {
      int a = order[i];
      double floor = floor(a);
      double least = limit(a, floor);
      for (int j = i + 1; j < to; j++) {
        int b = order[j];
        double other = floor(b);
        double limit = other < floor ? limit(a, other) : least;
        if (kernel.dot(values, a * dims, b * dims, dims) >= limit * matrix.norm(b)) {
          candidates.pair(a, b);
        }
      }
    }
    compared += (long) (to - from) * (to - from - 1) / 2;
  }

  private double floor(int row) {
    return floors == null ? threshold : floors[row];
  }

  /** What products with a row must reach for a cosine to be {@code floor}. */
  private double limit(int row, double floor) {
    double norm = matrix.norm(row);
    double limit = floor - error;
    // A zero vector has cosine 0 with everything, which its products with others cannot show.
    return norm == 0 && limit > 0 ? Double.POSITIVE_INFINITY : limit * norm;
  }

  /** Copies unit vectors side by side. */
  private void pack(int[] order, int start, int end) {
    int columns = end - start;
    panelFloor = floors == null ? threshold : Double.POSITIVE_INFINITY;
    for (int j = 0; j < columns; j++) {
      int row = order[start + j];
      panelFloor = Math.min(panelFloor, floor(row));
      double norm = matrix.norm(row);
      float scale = norm == 0 ? 0 : (float) (1 / norm);
      int at = row * dims;
      for (int k = 0, to = j; k < dims; k++, to += PairKernel.PANEL) {
        panel[to] = values[at + k] * scale;
      }
    }
  }

  /** Compares rows with the packed columns; of a row that is a column, only with later columns. */
  private void against(int[] order, int from, int to, int start, int end, Candidates candidates) {
    int columns = end - start;
    long used = columns == Long.SIZE ? -1L : (1L << columns) - 1;
    for (int i = from; i < to; i += PairKernel.ROWS) {
      int rows = Math.min(PairKernel.ROWS, to - i);
      for (int r = 0; r < PairKernel.ROWS; r++) {
        int row = order[i + Math.min(r, rows - 1)];
        offsets[r] = row * dims;
        limits[r] = (float) limit(row, Math.min(panelFloor, floor(row)));
      }
      int first = i >= start && i < end ? i - start : 0;
      kernel.compare(values, offsets, limits, panel, new PairKernel.Columns(first, columns), hits);
      for (int r = 0; r < rows; r++) {
        long mask = hits[r] & used;
        if (mask != 0) {
          emit(order, order[i + r], start, mask & later(i + r - start, columns), candidates);
        }
      }
      compared += (long) rows * (columns - first);
    }
  }

  /** The columns behind a row that is itself a column; all columns for other rows. */
  private static long later(int column, int columns) {
    if (column < 0 || column >= columns) {
      return -1L;
    }
    return column == Long.SIZE - 1 ? 0 : -1L << (column + 1);
  }

  private static void emit(int[] order, int row, int start, long mask, Candidates candidates) {
    for (long left = mask; left != 0; left &= left - 1) {
      candidates.pair(row, order[start + Long.numberOfTrailingZeros(left)]);
    }
  }
}
