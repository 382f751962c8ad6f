package org.beamnsl.core.similarity;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Collects rows into an {@link EmbeddingBlock}. Not safe for use by several threads. */
public final class EmbeddingBlockBuilder {
  private final int dims;
  private byte[] bytes;
  private int[] ends;
  private float[] values;
  private final TokenSetsBuilder tokens = new TokenSetsBuilder();
  private int rows;

  /**
   * Starts an empty block.
   *
   * @param dims length of every vector; 0 for a block of sets of tokens, or of ids only
   */
  public EmbeddingBlockBuilder(int dims) {
    this(dims, 64);
  }

  /** Starts an empty block with room for some rows; it grows when more come. */
  public EmbeddingBlockBuilder(int dims, int expectedRows) {
    if (dims < 0) {
      throw new IllegalArgumentException("dims must not be negative, got " + dims);
    }
    this.dims = dims;
    this.bytes = new byte[16 * expectedRows];
    this.ends = new int[expectedRows];
    this.values = new float[Math.multiplyExact(expectedRows, dims)];
  }

  public int rows() {
    return rows;
  }

  public int dims() {
    return dims;
  }

  /** Adds one row; the vector is copied. */
  public EmbeddingBlockBuilder add(String id, float... vector) {
    byte[] utf8 = id.getBytes(StandardCharsets.UTF_8);
    return add(utf8, 0, utf8.length, vector, 0);
  }

  /** Adds one row from larger arrays: the id's bytes, and {@code dims} floats. */
  public EmbeddingBlockBuilder add(
      byte[] id, int idAt, int idLength, float[] vector, int vectorAt) {
    if (vector.length - vectorAt < dims) {
      throw new IllegalArgumentException(
          "expected " + dims + " values, got " + (vector.length - vectorAt));
    }
    float[] to = addId(id, idAt, idLength);
    System.arraycopy(vector, vectorAt, to, (rows - 1) * dims, dims);
    return this;
  }

  /** Adds one row of a block of sets: the id's bytes, and distinct tokens in ascending order. */
  public EmbeddingBlockBuilder addTokens(byte[] id, long[] set, int from, int to) {
    addId(id, 0, id.length);
    tokens.add(set, from, to);
    return this;
  }

  /** Adds a copy of one of other rows. */
  public EmbeddingBlockBuilder copy(Rows others, int row) {
    byte[] id = new byte[others.ids().length(row)];
    others.ids().copy(row, id, 0);
    if (dims > 0) {
      return add(id, 0, id.length, others.values(), row * dims);
    }
    TokenSets sets = others.tokens();
    if (sets.size() == 0) {
      addId(id, 0, id.length);
      return this;
    }
    return addTokens(id, sets.tokens(), sets.start(row), sets.end(row));
  }

  /**
   * Adds a row whose vector the caller writes: into the returned array, from {@code (rows() - 1) *
   * dims()} on.
   */
  public float[] addId(byte[] id, int idAt, int idLength) {
    int start = rows == 0 ? 0 : ends[rows - 1];
    if (start + idLength > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(start + idLength, bytes.length * 2));
    }
    if (rows == ends.length) {
      ends = Arrays.copyOf(ends, rows * 2);
      values = Arrays.copyOf(values, Math.multiplyExact(rows * 2, dims));
    }
    System.arraycopy(id, idAt, bytes, start, idLength);
    ends[rows++] = start + idLength;
    return values;
  }

  /** The block of all rows added; the builder must not be used afterwards. */
  public EmbeddingBlock build() {
    float[] exact = values.length == rows * dims ? values : Arrays.copyOf(values, rows * dims);
    return new EmbeddingBlock(new IdTable(bytes, ends, rows), dims, exact, tokens.sets());
  }
}
