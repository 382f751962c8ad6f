package org.beamnsl.core.graph;

/** Connected components, by joining sets. */
final class Components {
  private final int[] parent;
  private final int[] size;

  Components(SortedGraph graph) {
    parent = new int[graph.nodes()];
    size = new int[graph.nodes()];
    for (int node = 0; node < parent.length; node++) {
      parent[node] = node;
      size[node] = 1;
    }
    for (int node = 0; node < parent.length; node++) {
      int end = graph.start(node) + graph.degree(node);
      for (int edge = graph.start(node); edge < end; edge++) {
        if (graph.target(edge) > node) {
          join(root(node), root(graph.target(edge)));
        }
      }
    }
  }

  /** Components with at least two nodes. */
  int count() {
    int count = 0;
    for (int node = 0; node < parent.length; node++) {
      count += parent[node] == node && size[node] > 1 ? 1 : 0;
    }
    return count;
  }

  int largest() {
    int largest = 0;
    for (int node = 0; node < parent.length; node++) {
      largest = parent[node] == node ? Math.max(largest, size[node]) : largest;
    }
    return largest;
  }

  private void join(int a, int b) {
    if (a == b) {
      return;
    }
    int small = size[a] < size[b] ? a : b;
    int large = small == a ? b : a;
    parent[small] = large;
    size[large] += size[small];
  }

  private int root(int node) {
    int at = node;
    while (parent[at] != at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }
}
