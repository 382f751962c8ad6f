package org.beamnsl.core.synthesis;

import org.beamnsl.core.graph.EdgeList;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the order in which they are joined.
 *
 * @param matrix the rows
 * @param known how many of them, the first ones, need not be compared with one another
 * @param edges all edges between these; null when no earlier graph is of use
 */
record RowsToJoin(EmbeddingMatrix matrix, int known, @Nullable EdgeList edges) {
  /** Rows of which every pair is to be looked at. */
  static RowsToJoin afresh(EmbeddingMatrix matrix) {
    return new RowsToJoin(matrix, 0, null);
  }
}
