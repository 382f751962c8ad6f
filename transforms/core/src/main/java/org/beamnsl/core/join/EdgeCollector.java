package org.beamnsl.core.join;

import org.beamnsl.core.graph.EdgeList;

/** Keeps all edges. */
final class EdgeCollector implements EdgeSink {
  private final EdgeList edges = new EdgeList();

  @Override
  public synchronized void take(EdgeList more) {
    edges.take(more);
  }

  EdgeList edges() {
    return edges;
  }
}
