package org.beamnsl.core.join;

import java.util.Arrays;
import org.beamnsl.core.measure.Closeness;
import org.beamnsl.core.similarity.EmbeddingBlock;
import org.beamnsl.core.similarity.EmbeddingBlockBuilder;
import org.beamnsl.core.similarity.EmbeddingMatrix;

/** Compares the first rows of a sample with all rows, block by block. Not for several threads. */
public final class SampleComparer {
  /** Multiplications that comparing may cost. */
  private static final double BUDGET = 2.5e10;

  private static final int MAX_ROWS = 1000;
  private static final int MIN_ROWS = 20;

  private final EmbeddingBlock sample;
  private final int size;
  private final JoinParams params;
  private final Closeness closeness;
  private SampleNeighbors known = SampleNeighbors.none();

  /**
   * Starts with no rows compared.
   *
   * @param params threshold and number of neighbours
   * @param rows number of all rows
   * @param sample the sample of all rows
   */
  public SampleComparer(JoinParams params, long rows, EmbeddingBlock sample) {
    this.params = params;
    this.closeness = params.closeness();
    this.sample = sample;
    this.size = size(rows, sample);
  }

  /** How many rows of a sample are compared with all rows. */
  public static int size(long rows, EmbeddingBlock sample) {
    double perRow = rows * Math.max(1, sample.valuesPerRow());
    int affordable = (int) Math.max(MIN_ROWS, Math.min(MAX_ROWS, BUDGET / Math.max(1, perRow)));
    return Math.min(affordable, sample.rows());
  }

  /** What comparing the sample with all rows of a matrix says. */
  public static SampleNeighbors of(JoinParams params, EmbeddingMatrix matrix) {
    int[] rows = RowSample.first(matrix.ids(), RowSample.SIZE);
    EmbeddingBlockBuilder sample = new EmbeddingBlockBuilder(matrix.dims());
    for (int row : rows) {
      sample.copy(matrix, row);
    }
    SampleComparer comparer = new SampleComparer(params, matrix.rows(), sample.build());
    comparer.compare(matrix, Arrays.copyOf(rows, comparer.size), 0, matrix.rows());
    return comparer.known;
  }

  /** Compares the sample with the rows of a block. */
  public void add(EmbeddingBlock block) {
    EmbeddingMatrix both =
        new EmbeddingMatrix(params.similarity().form(), block.dims(), size + block.rows());
    int[] sampled = new int[size];
    EmbeddingBlockBuilder first = new EmbeddingBlockBuilder(block.dims(), Math.max(1, size));
    for (int row = 0; row < size; row++) {
      sampled[row] = row;
      first.copy(sample, row);
    }
    both.append(first.build());
    both.append(block);
    compare(both, sampled, size, both.rows());
  }

  /** What is known after all rows that were added. */
  public SampleNeighbors neighbors() {
    return known;
  }

  /**
   * Compares the sample with some rows of a matrix that holds the sample, too.
   *
   * @param sampled where in the matrix the sample's rows are
   */
  void compare(EmbeddingMatrix matrix, int[] sampled, int from, int to) {
    int k = params.maxNeighbors();
    Nearest[] found = new Nearest[matrix.rows()];
    float[] floors = new float[matrix.rows()];
    Arrays.fill(floors, Float.POSITIVE_INFINITY);
    for (int i = 0; i < sampled.length; i++) {
      found[sampled[i]] = new Nearest(k, k == 0 || known.rows() == 0 ? none() : known.nearest()[i]);
      floors[sampled[i]] = floor(found[sampled[i]]);
    }
    int[] order = new int[to - from + sampled.length];
    for (int i = 0; i < to - from; i++) {
      order[i] = from + i;
    }
    System.arraycopy(sampled, 0, order, to - from, sampled.length);
    // The sampled rows are themselves among the columns when they are rows of the matrix.
    closeness
        .comparer(matrix, floors)
        .between(
            order,
            to - from,
            order.length,
            0,
            to - from,
            (row, other) -> {
              double weight = closeness.of(matrix, row, other);
              if (row != other
                  && closeness.reaches(weight)
                  && matrix.ids().compare(row, other) != 0) {
                found[row].add(weight);
                floors[row] = floor(found[row]);
              }
            });
    long[] counts = new long[sampled.length];
    double[][] nearest = new double[sampled.length][];
    for (int i = 0; i < sampled.length; i++) {
      counts[i] = found[sampled[i]].count + (known.rows() == 0 ? 0 : known.counts()[i]);
      nearest[i] = found[sampled[i]].best();
    }
    known = new SampleNeighbors(counts, nearest);
  }

  private float floor(Nearest nearest) {
    return Math.nextDown((float) Math.max(closeness.least(), nearest.least()));
  }

  private static double[] none() {
    return new double[0];
  }

  /** The highest k of some weights, and the number of all of them. */
  private static final class Nearest {
    private final double[] best;
    private int size;
    private long count;

    Nearest(int k, double[] known) {
      best = Arrays.copyOf(known, k);
      size = known.length;
    }

    void add(double weight) {
      count++;
      if (best.length == 0 || (size == best.length && weight <= best[size - 1])) {
        return;
      }
      int at = size < best.length ? size++ : size - 1;
      while (at > 0 && best[at - 1] < weight) {
        best[at] = best[at - 1];
        at--;
      }
      best[at] = weight;
    }

    /** The weight that another one must exceed to matter. */
    double least() {
      return best.length > 0 && size == best.length ? best[size - 1] : -1;
    }

    double[] best() {
      return Arrays.copyOf(best, size);
    }
  }
}
