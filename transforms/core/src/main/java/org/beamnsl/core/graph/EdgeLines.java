package org.beamnsl.core.graph;

import java.io.IOException;
import java.io.OutputStream;
import org.beamnsl.core.similarity.IdTable;

/** Writes a graph as lines {@code source TAB target TAB weight}, in the graph's order. */
public final class EdgeLines {
  private static final int BUFFER = 1 << 16;

  private final SortedGraph graph;
  private final IdTable ids;
  private final int[] order;

  /**
   * Prepares writing.
   *
   * @param ids ids by row
   * @param order row of each of the graph's nodes
   */
  public EdgeLines(SortedGraph graph, IdTable ids, int[] order) {
    this.graph = graph;
    this.ids = ids;
    this.order = order;
  }

  /** Writes the lines of the nodes from {@code from} to before {@code to}. */
  public void write(int from, int to, OutputStream out) throws IOException {
    byte[] buffer = new byte[BUFFER];
    int at = 0;
    for (int node = from; node < to; node++) {
      int sourceLength = ids.length(order[node]);
      int end = graph.start(node) + graph.degree(node);
      for (int edge = graph.start(node); edge < end; edge++) {
        int target = order[graph.target(edge)];
        int needed = sourceLength + ids.length(target) + WeightText.MAX_LENGTH + 3;
        if (at + needed > buffer.length) {
          out.write(buffer, 0, at);
          at = 0;
          buffer = needed > buffer.length ? new byte[needed] : buffer;
        }
        at = ids.copy(order[node], buffer, at);
        buffer[at++] = '\t';
        at = ids.copy(target, buffer, at);
        buffer[at++] = '\t';
        at = WeightText.write(graph.weight(edge), buffer, at);
        buffer[at++] = '\n';
      }
    }
    out.write(buffer, 0, at);
  }
}
