package org.beamnsl.core.graph;

/**
 * A directed edge.
 *
 * @param source id of the node it leaves
 * @param target id of the node it leads to
 * @param weight finite
 * @param type what kind of edge it is; empty for none
 */
public record Edge(String source, String target, double weight, String type) {
  /** An edge without a type. */
  public Edge(String source, String target, double weight) {
    this(source, target, weight, "");
  }

  /** Checks that there are ids and that the weight is finite. */
  public Edge {
    if (source.isEmpty() || target.isEmpty() || !Double.isFinite(weight)) {
      throw new IllegalArgumentException(
          "edge from '" + source + "' to '" + target + "' of weight " + weight);
    }
  }
}
