package org.beamnsl.core.join;

import org.beamnsl.core.graph.EdgeList;
import org.beamnsl.core.graph.NeighborChoice;
import org.beamnsl.core.graph.SortedGraph;
import org.jspecify.annotations.Nullable;

/**
 * Collects the edges that all threads find, in bounded memory when each row may choose only so many
 * neighbours.
 *
 * <p>An edge that neither end would choose among the edges known so far will not be chosen among
 * more edges either: dropping it early changes nothing.
 */
final class EdgeSink {
  /** Edges kept before dropping is worth its cost. */
  private static final long ROOM = 1 << 22;

  private final int[] rank;
  private final @Nullable NeighborChoice choice;
  private final long limit;
  private EdgeList edges = new EdgeList();
  private long found;

  /**
   * An empty collection.
   *
   * @param rank place of each row in the order of ids
   * @param choice what bounds the edges, or null to keep all
   */
  EdgeSink(int[] rank, @Nullable NeighborChoice choice) {
    this.rank = rank;
    this.choice = choice;
    this.limit = choice == null ? Long.MAX_VALUE : Math.max(ROOM, 2L * rank.length * choice.k());
  }

  /** Takes the edges of a thread and empties its list. */
  synchronized void take(EdgeList more) {
    found += more.size();
    edges.take(more);
    if (choice != null && edges.size() > limit) {
      edges = chosen(choice);
    }
  }

  /** Number of edges found, those dropped since included. */
  long found() {
    return found;
  }

  EdgeList edges() {
    return edges;
  }

  private EdgeList chosen(NeighborChoice bound) {
    int[] row = new int[rank.length];
    for (int i = 0; i < rank.length; i++) {
      row[rank[i]] = i;
    }
    SortedGraph graph = bound.anyEnd().apply(SortedGraph.of(edges, rank));
    EdgeList kept = new EdgeList();
    for (int node = 0; node < graph.nodes(); node++) {
      int end = graph.start(node) + graph.degree(node);
      for (int edge = graph.start(node); edge < end; edge++) {
        if (graph.target(edge) > node) {
          kept.add(row[node], row[graph.target(edge)], graph.weight(edge));
        }
      }
    }
    return kept;
  }
}
