package org.beamnsl.core.graph;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A directed, weighted graph as maps, in the order in which nodes and edges came: for small graphs,
 * and the reference that the packed forms are tested against.
 */
public final class NeighborGraph {
  private final Map<String, Map<String, Double>> edges = new LinkedHashMap<>();

  /** Adds an edge of weight 1. */
  public boolean addEdge(String source, String target) {
    return addEdge(source, target, 1.0);
  }

  /**
   * Adds an edge. Of several edges between the same nodes in the same direction the heaviest
   * counts. The target does not become a source.
   *
   * @return whether the edge is new
   */
  public boolean addEdge(String source, String target, double weight) {
    Map<String, Double> out = edges.computeIfAbsent(source, s -> new LinkedHashMap<>());
    Double old = out.get(target);
    // Written so that an old weight that is not a number stays, as in the original.
    if (old == null || weight > old) {
      out.put(target, weight);
    }
    return old == null;
  }

  /** Gives every edge its opposite; both directions get the heavier of the two weights. */
  public void addUndirectedEdges() {
    NeighborGraph snapshot = new NeighborGraph();
    edges.forEach((source, out) -> snapshot.edges.put(source, new LinkedHashMap<>(out)));
    snapshot.edges.forEach(
        (source, out) -> out.forEach((target, weight) -> addEdge(target, source, weight)));
  }

  /** The targets of a node with their weights; empty when the node is no source. */
  public Map<String, Double> neighbors(String source) {
    return Collections.unmodifiableMap(edges.getOrDefault(source, Map.of()));
  }

  /** All edges by source. */
  public Map<String, Map<String, Double>> edges() {
    return Collections.unmodifiableMap(edges);
  }
}
