package org.beamnsl.core.graph;

import java.util.Arrays;
import java.util.BitSet;

/**
 * A graph with both directions of every edge, ordered by source and target.
 *
 * <p>Nodes are numbered in the order of their ids, so walking through the numbers is walking
 * through the ids. Immutable.
 */
public final class SortedGraph {
  private final long[] starts;
  private final int[] targets;
  private final double[] weights;

  private SortedGraph(long[] starts, int[] targets, double[] weights) {
    this.starts = starts;
    this.targets = targets;
    this.weights = weights;
  }

  /**
   * Sorts edges, in time and memory linear in nodes and edges.
   *
   * @param edges every edge once, in either direction
   * @param rank the number that each row gets: its place in the order of ids
   */
  public static SortedGraph of(EdgeList edges, int[] rank) {
    int nodes = rank.length;
    int size = Math.toIntExact(2 * edges.size());
    long[] starts = new long[nodes + 1];
    edges.forEach(
        (a, b, weight) -> {
          starts[rank[a] + 1]++;
          starts[rank[b] + 1]++;
        });
    for (int node = 0; node < nodes; node++) {
      starts[node + 1] += starts[node];
    }
    // Grouped by one end, then walked in that order to the other end: each list comes out sorted.
    int[] other = new int[size];
    double[] weight = new double[size];
    long[] next = starts.clone();
    edges.forEach(
        (a, b, w) -> {
          int at = (int) next[rank[a]]++;
          other[at] = rank[b];
          weight[at] = w;
          at = (int) next[rank[b]]++;
          other[at] = rank[a];
          weight[at] = w;
        });
    int[] targets = new int[size];
    double[] weights = new double[size];
    System.arraycopy(starts, 0, next, 0, starts.length);
    for (int node = 0; node < nodes; node++) {
      for (int at = (int) starts[node]; at < starts[node + 1]; at++) {
        int to = (int) next[other[at]]++;
        targets[to] = node;
        weights[to] = weight[at];
      }
    }
    return new SortedGraph(starts, targets, weights);
  }

  /** Number of nodes, those without edges included. */
  public int nodes() {
    return starts.length - 1;
  }

  /** Number of directed edges: lines of the graph's file. */
  public long size() {
    return targets.length;
  }

  /** Where the edges of a node start; those of the next node start where they end. */
  public int start(int node) {
    return (int) starts[node];
  }

  /** Number of neighbours of a node. */
  public int degree(int node) {
    return (int) (starts[node + 1] - starts[node]);
  }

  /** Target of an edge. */
  public int target(int edge) {
    return targets[edge];
  }

  /** Weight of an edge. */
  public double weight(int edge) {
    return weights[edge];
  }

  /**
   * Keeps the edges that {@link NeighborChoice} keeps.
   *
   * @param keep bit set of directed edges; both directions of an edge must agree
   */
  SortedGraph only(BitSet keep) {
    long[] newStarts = new long[starts.length];
    int[] newTargets = new int[keep.cardinality()];
    double[] newWeights = new double[newTargets.length];
    int size = 0;
    for (int node = 0; node < nodes(); node++) {
      for (int edge = start(node); edge < starts[node + 1]; edge++) {
        if (keep.get(edge)) {
          newTargets[size] = targets[edge];
          newWeights[size++] = weights[edge];
        }
      }
      newStarts[node + 1] = size;
    }
    return new SortedGraph(newStarts, newTargets, newWeights);
  }

  /** Finds the edge from one node to another, or a negative number. */
  public int find(int source, int target) {
    return Arrays.binarySearch(targets, start(source), (int) starts[source + 1], target);
  }
}
