package org.beamnsl.core.similarity;

import java.util.Arrays;

/**
 * Some rows of a set of embeddings: their ids and their vectors, or sets of tokens, as they move
 * through a pipeline.
 *
 * <p>Blocks exist because moving single vectors through a shuffle costs more than comparing them.
 *
 * @param ids the ids, one per row
 * @param dims length of every vector; 0 where rows are sets of tokens
 * @param values the vectors one after another, {@code ids.size() * dims} floats
 * @param tokens the sets of tokens; {@link TokenSets#NONE} where rows are vectors
 */
@SuppressWarnings("ArrayRecordComponent")
public record EmbeddingBlock(IdTable ids, int dims, float[] values, TokenSets tokens)
    implements Rows {

  public EmbeddingBlock {
    if ((long) ids.size() * dims != values.length) {
      throw new IllegalArgumentException(
          ids.size() + " rows of " + dims + " values, but " + values.length + " values");
    }
    if (tokens.size() > 0 && (dims > 0 || tokens.size() != ids.size())) {
      throw new IllegalArgumentException(
          String.format(
              "%d rows of %d values, but %d sets of tokens", ids.size(), dims, tokens.size()));
    }
  }

  /** A block of vectors. */
  public EmbeddingBlock(IdTable ids, int dims, float[] values) {
    this(ids, dims, values, TokenSets.NONE);
  }

  @Override
  public int rows() {
    return ids.size();
  }

  /** Equal when ids, values and tokens are equal, bit for bit. */
  @Override
  public boolean equals(Object other) {
    if (!(other instanceof EmbeddingBlock that) || rows() != that.rows() || dims != that.dims) {
      return false;
    }
    for (int row = 0; row < rows(); row++) {
      if (!ids.text(row).equals(that.ids.text(row))) {
        return false;
      }
    }
    return Arrays.equals(values, that.values) && tokens.equals(that.tokens);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * dims + Arrays.hashCode(values)) + tokens.hashCode();
  }

  @Override
  public String toString() {
    return "EmbeddingBlock[" + rows() + " x " + dims + "]";
  }
}
