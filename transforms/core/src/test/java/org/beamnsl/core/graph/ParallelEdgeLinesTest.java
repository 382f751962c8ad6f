package org.beamnsl.core.graph;

import static com.google.common.truth.Truth.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.beamnsl.core.similarity.EmbeddingBlockBuilder;
import org.beamnsl.core.similarity.IdTable;
import org.junit.jupiter.api.Test;

final class ParallelEdgeLinesTest {
  private static final int NODES = 300;

  /** One node has so many edges that its text is not kept, many have none. */
  private final SortedGraph graph = graph();

  private final EdgeLines lines = new EdgeLines(graph, ids(), order());

  private static SortedGraph graph() {
    Random random = new Random(3);
    EdgeList edges = new EdgeList();
    for (int other = 1; other < 200; other++) {
      edges.add(0, other, random.nextDouble());
    }
    for (int i = 0; i < 400; i++) {
      int node = 1 + random.nextInt(150);
      edges.add(node, node + 1 + random.nextInt(40), random.nextDouble());
    }
    return SortedGraph.of(edges, order());
  }

  private static IdTable ids() {
    EmbeddingBlockBuilder rows = new EmbeddingBlockBuilder(1);
    for (int row = 0; row < NODES; row++) {
      rows.add("id" + (1000 + row), 1f);
    }
    return rows.build().ids();
  }

  private static int[] order() {
    int[] order = new int[NODES];
    for (int i = 0; i < NODES; i++) {
      order[i] = i;
    }
    return order;
  }

  private byte[] parallel(int from, int to, int threads, int partEdges) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (var parallel = new ParallelEdgeLines(lines, graph, threads, partEdges)) {
      parallel.write(from, to, out);
    }
    return out.toByteArray();
  }

  @Test
  void writesTheSameBytesWithAnyThreadsAndParts() throws IOException {
    for (int[] range : new int[][] {{0, NODES}, {1, 120}, {0, 1}, {5, 5}, {250, NODES}}) {
      ByteArrayOutputStream expected = new ByteArrayOutputStream();
      lines.write(range[0], range[1], expected);
      for (int threads : new int[] {1, 3}) {
        for (int partEdges : new int[] {1, 10, 1000}) {
          assertThat(parallel(range[0], range[1], threads, partEdges))
              .isEqualTo(expected.toByteArray());
        }
      }
    }
  }

  @Test
  void theGraphHasATextThatIsNotKept() {
    assertThat(graph.degree(0)).isGreaterThan(8 * 10);
  }
}
