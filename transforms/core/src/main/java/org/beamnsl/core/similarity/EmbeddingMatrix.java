package org.beamnsl.core.similarity;

import java.util.Arrays;
import java.util.BitSet;

/**
 * All rows that one join compares: vectors in one array, with their norms, or sets of tokens.
 *
 * <p>Where only directions count, rows of extreme size are scaled by a power of two, which rounds
 * nothing: cosines are those of the vectors as given, and single precision can neither overflow nor
 * underflow. Zero vectors are legal; their cosine with everything is 0.
 */
public final class EmbeddingMatrix implements Rows {
  /** Norms within this range are left alone. */
  private static final double LARGE = 0x1p20;

  private static final double SMALL = 0x1p-20;

  private final RowForm form;
  private final int dims;
  private final TokenSetsBuilder tokens = new TokenSetsBuilder();
  private float[] values;
  private double[] norms;
  private byte[] idBytes;
  private int[] idEnds;
  private int rows;

  /** Starts an empty matrix of directions. */
  public EmbeddingMatrix(int dims, int expectedRows) {
    this(RowForm.DIRECTIONS, dims, expectedRows);
  }

  /**
   * Starts an empty matrix.
   *
   * @param form what the rows are
   * @param dims length of every row; 0 for sets of tokens
   * @param expectedRows number of rows to make room for; more or fewer may come
   */
  public EmbeddingMatrix(RowForm form, int dims, int expectedRows) {
    this.form = form;
    this.dims = dims;
    this.values = new float[Math.multiplyExact(dims, expectedRows)];
    this.norms = new double[expectedRows];
    this.idEnds = new int[expectedRows];
    this.idBytes = new byte[Math.multiplyExact(16, Math.max(1, expectedRows))];
  }

  /** A matrix of the directions of one block. */
  public static EmbeddingMatrix of(EmbeddingBlock block) {
    return of(RowForm.DIRECTIONS, block);
  }

  /** A matrix of the rows of one block. */
  public static EmbeddingMatrix of(RowForm form, EmbeddingBlock block) {
    EmbeddingMatrix matrix = new EmbeddingMatrix(form, block.dims(), block.rows());
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
      norms[rows] = dims > 0 ? vectorNorm(rows) : setNorm(block.tokens(), row);
      rows++;
    }
  }

  /** Forgets all rows behind the first {@code count}; what is appended next takes their place. */
  public void keepFirst(int count) {
    rows = Math.min(rows, count);
    tokens.keepFirst(count);
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
    EmbeddingMatrix copy = new EmbeddingMatrix(form, dims, numbers.length);
    for (int row : numbers) {
      copy.append(new EmbeddingBlockBuilder(dims, 1).copy(this, row).build());
    }
    return copy;
  }

  /** A copy of all rows as one block. */
  public EmbeddingBlock asBlock() {
    EmbeddingBlockBuilder block = new EmbeddingBlockBuilder(dims, Math.max(1, rows));
    for (int row = 0; row < rows; row++) {
      block.copy(this, row);
    }
    return block.build();
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int dims() {
    return dims;
  }

  @Override
  public float[] values() {
    return values;
  }

  @Override
  public TokenSets tokens() {
    return tokens.sets();
  }

  /**
   * Euclidean norm of a row as it is kept here, 0 for a zero vector; of a set, the root of its
   * size.
   */
  public double norm(int row) {
    return norms[row];
  }

  /** Number of zero vectors, where only directions count, which they lack; 0 elsewhere. */
  public int zeroVectors() {
    int count = 0;
    for (int row = 0; row < rows && form == RowForm.DIRECTIONS; row++) {
      count += norms[row] == 0 ? 1 : 0;
    }
    return count;
  }

  @Override
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

  private double setNorm(TokenSets sets, int row) {
    if (sets.size() == 0) {
      return 0;
    }
    tokens.add(sets.tokens(), sets.start(row), sets.end(row));
    return Math.sqrt(sets.end(row) - sets.start(row));
  }

  /** The norm of a row; that of what is kept, when the row is scaled. */
  private double vectorNorm(int row) {
    int from = row * dims;
    double square = DoubleDot.product(values, from, from, dims);
    if (!(square < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("row " + row + " has a value that is not finite");
    }
    double norm = Math.sqrt(square);
    if (form != RowForm.DIRECTIONS || norm == 0 || (norm >= SMALL && norm <= LARGE)) {
      return norm;
    }
    int exponent = -Math.getExponent(norm);
    for (int i = from; i < from + dims; i++) {
      values[i] = (float) Math.scalb((double) values[i], exponent);
    }
    return Math.sqrt(DoubleDot.product(values, from, from, dims));
  }
}
