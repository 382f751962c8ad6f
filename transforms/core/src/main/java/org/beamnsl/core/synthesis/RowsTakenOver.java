package org.beamnsl.core.synthesis;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.beamnsl.core.graph.EdgeList;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.beamnsl.core.similarity.IdIndex;
import org.beamnsl.core.similarity.PairWeight;

/**
 * Tells what of an earlier graph holds for other rows: its edges between rows that are still there
 * with the same vectors. Where rows choose a limited number of neighbours, a row that had as many
 * and lost one must look at all rows again, since the one it did not choose is not in the graph.
 */
final class RowsTakenOver {
  /** With a smaller share of rows that stayed, an earlier graph spares next to nothing. */
  private static final double LEAST_SHARE = 0.5;

  private final List<String> graph;
  private final PairWeight pairs;
  private final int maxNeighbors;

  /**
   * An earlier graph.
   *
   * @param graph its files
   * @param pairs the weights of its edges
   * @param maxNeighbors how many neighbours a row of it chose at most, 0 for any number
   */
  RowsTakenOver(List<String> graph, PairWeight pairs, int maxNeighbors) {
    this.graph = graph;
    this.pairs = pairs;
    this.maxNeighbors = maxNeighbors;
  }

  /**
   * The rows to join: those that stayed and need no second look, then the others.
   *
   * @param before the rows of the earlier graph
   * @param now the rows of the graph to be built, with distinct ids
   */
  RowsToJoin of(EmbeddingMatrix before, EmbeddingMatrix now) throws IOException {
    BitSet unchanged = unchanged(before, now);
    KnownEdges edges = KnownEdges.between(now, pairs, unchanged);
    for (String path : graph) {
      edges.read(path);
    }
    BitSet settled = (BitSet) unchanged.clone();
    for (int row = settled.nextSetBit(0); row >= 0; row = settled.nextSetBit(row + 1)) {
      if (maxNeighbors > 0 && edges.lost(row) && edges.lines(row) >= maxNeighbors) {
        settled.clear(row);
      }
    }
    int known = settled.cardinality();
    if (known < LEAST_SHARE * now.rows()) {
      return RowsToJoin.afresh(now);
    }
    int[] order = new int[now.rows()];
    int[] place = new int[now.rows()];
    Arrays.fill(place, -1);
    int at = 0;
    for (int row = settled.nextSetBit(0); row >= 0; row = settled.nextSetBit(row + 1)) {
      place[row] = at;
      order[at++] = row;
    }
    for (int row = settled.nextClearBit(0); row < now.rows(); row = settled.nextClearBit(row + 1)) {
      order[at++] = row;
    }
    EdgeList kept = new EdgeList();
    edges
        .edges()
        .forEach(
            (a, b, weight) -> {
              if (place[a] >= 0 && place[b] >= 0) {
                kept.add(place[a], place[b], weight);
              }
            });
    return new RowsToJoin(now.arranged(order), known, kept);
  }

  private static BitSet unchanged(EmbeddingMatrix before, EmbeddingMatrix now) {
    IdIndex index = new IdIndex(before.ids());
    BitSet unchanged = new BitSet(now.rows());
    for (int row = 0; row < now.rows(); row++) {
      int old = index.row(now.ids(), row);
      if (old >= 0 && now.sameRow(row, before, old)) {
        unchanged.set(row);
      }
    }
    return unchanged;
  }
}
