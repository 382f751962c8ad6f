package org.beamnsl.core.synthesis;

/**
 * Facts about the connected components of a graph.
 *
 * @param components components with at least two nodes
 * @param largest nodes of the largest one
 */
public record ComponentFacts(int components, int largest) {
  /** Of a graph without edges, whose rows are alone. */
  static ComponentFacts withoutEdges(long rows) {
    return new ComponentFacts(0, rows == 0 ? 0 : 1);
  }
}
