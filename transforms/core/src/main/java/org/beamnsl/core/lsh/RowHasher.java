package org.beamnsl.core.lsh;

import org.beamnsl.core.similarity.EmbeddingMatrix;

/**
 * Computes the keys of rows. A key is a function of the row and of the hasher's parameters, and of
 * nothing else: not of the other rows, the machine or the instruction set. Safe for several
 * threads.
 */
public interface RowHasher {
  /** The shape of the hash. */
  HashParams params();

  /**
   * Hashes some rows of a matrix.
   *
   * @param matrix the rows
   * @param from first row
   * @param to behind the last row
   * @param keys receives key r of row i at {@code (i - first) * rounds + r}
   * @param first the row whose keys come first
   */
  void hash(EmbeddingMatrix matrix, int from, int to, int[] keys, int first);

  /** Hashes some rows of a matrix; key r of row i goes to {@code i * rounds + r}. */
  default void hash(EmbeddingMatrix matrix, int from, int to, int[] keys) {
    hash(matrix, from, to, keys, 0);
  }
}
