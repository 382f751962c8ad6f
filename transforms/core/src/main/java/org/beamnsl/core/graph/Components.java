package org.beamnsl.core.graph;

/** Connected components, by joining sets. Not for several threads. */
public final class Components {
  private final int[] parent;
  private final int[] size;

  private Components(int[] parent) {
    this.parent = parent;
    this.size = new int[parent.length];
    for (int node = 0; node < parent.length; node++) {
      size[root(node)]++;
    }
  }

  /** The components of a graph, by the numbers of its nodes. */
  static Components of(SortedGraph graph) {
    int[] numbers = new int[graph.nodes()];
    for (int node = 0; node < numbers.length; node++) {
      numbers[node] = node;
    }
    return of(graph, numbers);
  }

  /**
   * The components of a graph.
   *
   * @param numbers the number that each node gets, from 0 to the number of nodes
   */
  public static Components of(SortedGraph graph, int[] numbers) {
    int[] alone = new int[graph.nodes()];
    for (int node = 0; node < alone.length; node++) {
      alone[node] = node;
    }
    Components components = new Components(alone);
    for (int node = 0; node < alone.length; node++) {
      int end = graph.start(node) + graph.degree(node);
      for (int edge = graph.start(node); edge < end; edge++) {
        if (graph.target(edge) > node) {
          components.join(numbers[node], numbers[graph.target(edge)]);
        }
      }
    }
    return components;
  }

  /**
   * Components that are known.
   *
   * @param labels for every node a node of its component, which is its own label; not to be used
   *     any more
   */
  public static Components labelled(int[] labels) {
    return new Components(labels);
  }

  /** Joins what two nodes are connected with. */
  public void join(int a, int b) {
    int rootA = root(a);
    int rootB = root(b);
    if (rootA == rootB) {
      return;
    }
    int small = size[rootA] < size[rootB] ? rootA : rootB;
    int large = small == rootA ? rootB : rootA;
    parent[small] = large;
    size[large] += size[small];
  }

  /** Number of nodes. */
  public int nodes() {
    return parent.length;
  }

  /** Components with at least two nodes. */
  public int count() {
    int count = 0;
    for (int node = 0; node < parent.length; node++) {
      count += parent[node] == node && size[node] > 1 ? 1 : 0;
    }
    return count;
  }

  /** Nodes of the largest component. */
  public int largest() {
    int largest = 0;
    for (int node = 0; node < parent.length; node++) {
      largest = parent[node] == node ? Math.max(largest, size[node]) : largest;
    }
    return largest;
  }

  /** A node of the component of a node, the same for all its nodes. */
  public int root(int node) {
    int at = node;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }
}
