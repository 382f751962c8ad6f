package org.beamnsl.core.graph;

import java.util.BitSet;

/** Picks the k best edges of a node with a heap whose root is the worst edge kept. */
final class NearestEdges {
  private final SortedGraph graph;
  private final int[] heap;
  private int size;

  NearestEdges(SortedGraph graph, int k) {
    this.graph = graph;
    this.heap = new int[(int) Math.min(k, Math.max(1, graph.size()))];
  }

  /** Sets the bits of the best edges of a node. */
  void mark(int node, BitSet chosen) {
    int start = graph.start(node);
    int degree = graph.degree(node);
    if (degree <= heap.length) {
      chosen.set(start, start + degree);
      return;
    }
    size = 0;
    for (int edge = start; edge < start + degree; edge++) {
      offer(edge);
    }
    for (int i = 0; i < size; i++) {
      chosen.set(heap[i]);
    }
  }

  private void offer(int edge) {
    if (size < heap.length) {
      int child = size++;
      while (child > 0 && better(heap[(child - 1) / 2], edge)) {
        heap[child] = heap[(child - 1) / 2];
        child = (child - 1) / 2;
      }
      heap[child] = edge;
    } else if (better(edge, heap[0])) {
      sink(edge);
    }
  }

  private void sink(int edge) {
    int parent = 0;
    for (int child = 1; child < size; child = 2 * parent + 1) {
      if (child + 1 < size && better(heap[child], heap[child + 1])) {
        child++;
      }
      if (!better(edge, heap[child])) {
        break;
      }
      heap[parent] = heap[child];
      parent = child;
    }
    heap[parent] = edge;
  }

  /** Edges of one node are in the order of their targets: a smaller number is a smaller id. */
  private boolean better(int a, int b) {
    int order = Double.compare(graph.weight(a), graph.weight(b));
    return order != 0 ? order > 0 : a < b;
  }
}
