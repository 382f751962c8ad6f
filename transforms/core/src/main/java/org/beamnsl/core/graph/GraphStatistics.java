package org.beamnsl.core.graph;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Facts about a graph.
 *
 * @param nodes number of nodes, those without edges included
 * @param edges number of undirected edges
 * @param isolated nodes without edges
 * @param maxDegree neighbours of the node with most
 * @param components connected components with at least two nodes
 * @param largestComponent nodes of the largest component
 * @param minWeight smallest weight; 0 without edges
 * @param meanWeight mean weight; 0 without edges
 * @param maxWeight largest weight; 0 without edges
 */
public record GraphStatistics(
    int nodes,
    long edges,
    int isolated,
    int maxDegree,
    int components,
    int largestComponent,
    double minWeight,
    double meanWeight,
    double maxWeight)
    implements Serializable {

  /** Counts. */
  public static GraphStatistics of(SortedGraph graph) {
    Components components = Components.of(graph);
    int isolated = 0;
    int maxDegree = 0;
    double sum = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (int node = 0; node < graph.nodes(); node++) {
      int degree = graph.degree(node);
      isolated += degree == 0 ? 1 : 0;
      maxDegree = Math.max(maxDegree, degree);
      for (int edge = graph.start(node); edge < graph.start(node) + degree; edge++) {
        double weight = graph.weight(edge);
        sum += weight;
        min = Math.min(min, weight);
        max = Math.max(max, weight);
      }
    }
    boolean empty = graph.size() == 0;
    return new GraphStatistics(
        graph.nodes(),
        graph.size() / 2,
        isolated,
        maxDegree,
        components.count(),
        components.largest(),
        empty ? 0 : min,
        empty ? 0 : sum / graph.size(),
        empty ? 0 : max);
  }

  /**
   * Reads what {@link #asMap} gave.
   *
   * @throws IllegalArgumentException when a fact is missing
   */
  public static GraphStatistics of(Map<?, ?> map) {
    return new GraphStatistics(
        number(map, "nodes").intValue(),
        number(map, "edges").longValue(),
        number(map, "isolatedNodes").intValue(),
        number(map, "maxDegree").intValue(),
        number(map, "components").intValue(),
        number(map, "largestComponent").intValue(),
        number(map, "minWeight").doubleValue(),
        number(map, "meanWeight").doubleValue(),
        number(map, "maxWeight").doubleValue());
  }

  private static Number number(Map<?, ?> map, String name) {
    if (map.get(name) instanceof Number number) {
      return number;
    }
    throw new IllegalArgumentException("graph statistics lack " + name);
  }

  /** As plain JSON data. */
  public Map<String, Object> asMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("nodes", nodes);
    map.put("edges", edges);
    map.put("isolatedNodes", isolated);
    map.put("maxDegree", maxDegree);
    map.put("meanDegree", nodes == 0 ? 0 : 2.0 * edges / nodes);
    map.put("components", components);
    map.put("largestComponent", largestComponent);
    map.put("minWeight", minWeight);
    map.put("meanWeight", meanWeight);
    map.put("maxWeight", maxWeight);
    return map;
  }
}
