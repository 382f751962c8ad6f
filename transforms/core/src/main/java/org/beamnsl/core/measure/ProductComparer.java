package org.beamnsl.core.measure;

import org.beamnsl.core.lsh.RowCost;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.beamnsl.core.similarity.Kernels;
import org.beamnsl.core.similarity.PairKernel;
import org.jspecify.annotations.Nullable;

/**
 * Compares all pairs of some vectors by their dot products, in single precision. What product a
 * pair must have is up to the measure. For use by one thread.
 */
abstract class ProductComparer implements RowComparer {
  /** Up to this many rows, packing a panel costs more than it saves. */
  private static final int SMALL = 20;

  final EmbeddingMatrix matrix;
  private final float[] values;
  private final int dims;
  private final double least;
  private final float @Nullable [] floors;
  private final PairKernel kernel;
  private final float[] panel;
  private final int[] offsets = new int[PairKernel.ROWS];
  private final float[] limits = new float[PairKernel.ROWS];
  private final long[] hits = new long[PairKernel.ROWS];
  private double panelFloor;
  private long compared;

  /**
   * Compares rows of a matrix.
   *
   * @param least weight to reach
   * @param floors weight to reach instead, for each row: a pair must reach that of either end; null
   *     when the least weight holds for all
   */
  ProductComparer(EmbeddingMatrix matrix, double least, float @Nullable [] floors) {
    this.matrix = matrix;
    this.values = matrix.values();
    this.dims = matrix.dims();
    this.least = least;
    this.floors = floors;
    this.kernel = Kernels.pairs();
    this.panel = new float[PairKernel.PANEL * dims];
  }

  /** What it costs: a multiplication and an addition for every value. */
  static RowCost cost(double values) {
    return new RowCost(values, 2.0 * values);
  }

  /** What the product of two rows must reach for their weight to be {@code floor}. */
  abstract double pairLimit(int a, int b, double floor);

  /** What a column of a panel is multiplied with. */
  abstract float columnScale(int row);

  /** Looks at the rows that become the columns of the next panel. */
  abstract void prepare(int[] order, int start, int end);

  /**
   * What the product of a row with a column of the panel must reach for their weight to be {@code
   * floor}.
   */
  abstract double panelLimit(int row, double floor);

  @Override
  public final long compared() {
    return compared;
  }

  @Override
  public void within(int[] order, int from, int to, Candidates candidates) {
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

  @Override
  public void between(int[] order, int fromA, int toA, int fromB, int toB, Candidates candidates) {
    for (int start = fromB; start < toB; start += PairKernel.PANEL) {
      int end = Math.min(toB, start + PairKernel.PANEL);
      pack(order, start, end);
      against(order, fromA, toA, start, end, candidates);
    }
  }

  @Override
  public final void pair(int a, int b, Candidates candidates) {
    if (reaches(a, b, Math.min(floor(a), floor(b)))) {
      candidates.pair(a, b);
    }
    compared++;
  }

  private boolean reaches(int a, int b, double floor) {
    return kernel.dot(values, a * dims, b * dims, dims) >= pairLimit(a, b, floor);
  }

  private void small(int[] order, int from, int to, Candidates candidates) {
    for (int i = from; i < to; i++) {
      int a = order[i];
      double floor = floor(a);
      for (int j = i + 1; j < to; j++) {
        int b = order[j];
        if (reaches(a, b, Math.min(floor, floor(b)))) {
          candidates.pair(a, b);
        }
      }
    }
    compared += (long) (to - from) * (to - from - 1) / 2;
  }

  private double floor(int row) {
    return floors == null ? least : floors[row];
  }

  /** Copies vectors side by side. */
  private void pack(int[] order, int start, int end) {
    int columns = end - start;
    prepare(order, start, end);
    panelFloor = floors == null ? least : Double.POSITIVE_INFINITY;
    for (int j = 0; j < columns; j++) {
      int row = order[start + j];
      panelFloor = Math.min(panelFloor, floor(row));
      float scale = columnScale(row);
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
        limits[r] = (float) panelLimit(row, Math.min(panelFloor, floor(row)));
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
