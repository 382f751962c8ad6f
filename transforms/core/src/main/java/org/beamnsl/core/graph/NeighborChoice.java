package org.beamnsl.core.graph;

import java.util.BitSet;

/**
 * The k nearest neighbours of every node: by weight, highest first, then by id.
 *
 * @param k how many neighbours a node chooses, at least 1
 * @param rule which edges stay
 */
public record NeighborChoice(int k, NeighborRule rule) {
  public NeighborChoice {
    if (k < 1) {
      throw new IllegalArgumentException("k must be at least 1, got " + k);
    }
  }

  /** The same choice, keeping edges that at least one end chose. */
  public NeighborChoice anyEnd() {
    return new NeighborChoice(k, NeighborRule.UNION);
  }

  /** The graph of the edges that stay. */
  public SortedGraph apply(SortedGraph graph) {
    BitSet chosen = new BitSet((int) graph.size());
    NearestEdges nearest = new NearestEdges(graph, k);
    for (int node = 0; node < graph.nodes(); node++) {
      nearest.mark(node, chosen);
    }
    BitSet kept = new BitSet((int) graph.size());
    for (int node = 0; node < graph.nodes(); node++) {
      int end = graph.start(node) + graph.degree(node);
      for (int edge = graph.start(node); edge < end; edge++) {
        boolean here = chosen.get(edge);
        boolean there = chosen.get(graph.find(graph.target(edge), node));
        kept.set(edge, rule == NeighborRule.UNION ? here || there : here && there);
      }
    }
    return graph.only(kept);
  }
}
