package org.beamnsl.core.similarity;

import java.util.Arrays;

/**
 * Some rows of a set of embeddings: their ids and their vectors, as they move through a pipeline.
 *
 * <p>Blocks exist because moving single vectors through a shuffle costs more than comparing them.
 *
 * @param ids the ids, one per row
 * @param dims length of every vector
 * @param values the vectors one after another, {@code ids.size() * dims} floats
 */
@SuppressWarnings("ArrayRecordComponent")
public record EmbeddingBlock(IdTable ids, int dims, float[] values) {

  public EmbeddingBlock {
    if ((long) ids.size() * dims != values.length) {
      throw new IllegalArgumentException(
          ids.size() + " rows of " + dims + " values, but " + values.length + " values");
    }
  }

  public int rows() {
    return ids.size();
  }

  /** Equal when ids and values are equal, bit for bit. */
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
    return Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * dims + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "EmbeddingBlock[" + rows() + " x " + dims + "]";
  }
}
