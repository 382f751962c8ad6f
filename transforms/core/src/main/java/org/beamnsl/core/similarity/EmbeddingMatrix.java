package org.beamnsl.core.similarity;

import java.util.Arrays;
import java.util.BitSet;

/**
 * All vectors that one join compares, in one array, with their norms.
 *
 * <p>Rows of extreme size are scaled by a power of two, which rounds nothing: cosines are those of
 * the vectors as given, and single precision can neither overflow nor underflow. Zero vectors are
 * legal; their cosine with everything is 0.
 */
public final class EmbeddingMatrix {
  /** Norms within this range are left alone. */
  private static final double LARGE = 0x1p20;

  private static final double SMALL = 0x1p-20;

  private final int dims;
  private float[] values;
  private double[] norms;
  private byte[] idBytes;
  private int[] idEnds;
  private int rows;

  /**
   * Starts an empty matrix.
   *
   * @param dims length of every row
   * @param expectedRows number of rows to make room for; more or fewer may come
   */
  public EmbeddingMatrix(int dims, int expectedRows) {
    this.dims = dims;
    this.values = new float[Math.multiplyExact(dims, expectedRows)];
    this.norms = new double[expectedRows];
    this.idEnds = new int[expectedRows];
    this.idBytes = new byte[Math.multiplyExact(16, Math.max(1, expectedRows))];
  }

  /** A matrix of the rows of one block. */
  public static EmbeddingMatrix of(EmbeddingBlock block) {
    EmbeddingMatrix matrix = new EmbeddingMatrix(block.dims(), block.rows());
    matrix.append(block);
    return matrix;
  }

  /** Copies the rows of a block behind the rows already here. Values must be finite. */
  public void append(EmbeddingBlock block) {
    if (block.dims() != dims) {
      throw new IllegalArgumentException("expected " + dims + " values, got " + block.dims());
    }
    reserve(rows + block.rows());
    System.arraycopy(block.values(), 0, values, rows * dims, block.values().length);
    for (int row = 0; row < block.rows(); row++) {
      int start = rows == 0 ? 0 : idEnds[rows - 1];
      int length = block.ids().length(row);
      if (start + length > idBytes.length) {
        idBytes = Arrays.copyOf(idBytes, Math.max(start + length, idBytes.length / 2 * 3));
      }
      idEnds[rows] = block.ids().copy(row, idBytes, start);
      norms[rows] = normalizedScale(rows);
      rows++;
    }
  }

  /** Forgets all rows behind the first {@code count}; what is appended next takes their place. */
  public void keepFirst(int count) {
    rows = Math.min(rows, count);
  }

  /** A copy without some rows. */
  public EmbeddingMatrix without(BitSet dropped) {
    int[] kept = new int[rows - dropped.cardinality()];
    int at = 0;
    for (int row = dropped.nextClearBit(0); row < rows; row = dropped.nextClearBit(row + 1)) {
      kept[at++] = row;
    }
    return arranged(kept);
  }

  /** A copy of the rows with these numbers, in this order. */
  public EmbeddingMatrix arranged(int[] numbers) {
    EmbeddingMatrix copy = new EmbeddingMatrix(dims, numbers.length);
    for (int row : numbers) {
      EmbeddingBlockBuilder one = new EmbeddingBlockBuilder(dims, 1);
      int start = row == 0 ? 0 : idEnds[row - 1];
      copy.append(one.add(idBytes, start, idEnds[row] - start, values, row * dims).build());
    }
    return copy;
  }

  /** A copy of all rows as one block. */
  public EmbeddingBlock asBlock() {
    return new EmbeddingBlock(
        new IdTable(idBytes.clone(), idEnds.clone(), rows),
        dims,
        Arrays.copyOf(values, rows * dims));
  }

  public int rows() {
    return rows;
  }

  public int dims() {
    return dims;
  }

  /** The rows one after another; at least {@code rows() * dims()} long. Not to be changed. */
  public float[] values() {
    return values;
  }

  /** Euclidean norm of a row as it is kept here, 0 for a zero vector. */
  public double norm(int row) {
    return norms[row];
  }

  public IdTable ids() {
    return new IdTable(idBytes, idEnds, rows);
  }

  private void reserve(int needed) {
    if (needed > norms.length) {
      int capacity = Math.max(needed, norms.length / 2 * 3);
      values = Arrays.copyOf(values, Math.multiplyExact(capacity, dims));
      norms = Arrays.copyOf(norms, capacity);
      idEnds = Arrays.copyOf(idEnds, capacity);
    }
  }

  /** Scales a row when its norm is extreme; returns the norm of what is kept. */
  private double normalizedScale(int row) {
    int from = row * dims;
    double square = DoubleDot.product(values, from, from, dims);
    if (!(square < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("row " + row + " has a value that is not finite");
    }
    double norm = Math.sqrt(square);
    if (norm == 0 || (norm >= SMALL && norm <= LARGE)) {
      return norm;
    }
    int exponent = -Math.getExponent(norm);
    for (int i = from; i < from + dims; i++) {
      values[i] = (float) Math.scalb((double) values[i], exponent);
    }
    return Math.sqrt(DoubleDot.product(values, from, from, dims));
  }
}
