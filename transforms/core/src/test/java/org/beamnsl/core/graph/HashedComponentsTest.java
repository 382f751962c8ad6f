package org.beamnsl.core.graph;

import static com.google.common.truth.Truth.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HashedComponentsTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 500, 2000, 5000})
  void componentsAreThoseOfTheNumberedGraph(int edgeCount) {
    int nodes = 4000;
    Random random = new Random(edgeCount);
    EdgeList edges = new EdgeList();
    HashedComponents hashed = new HashedComponents();
    for (int edge = 0; edge < edgeCount; edge++) {
      int a = random.nextInt(nodes);
      int b = (a + 1 + random.nextInt(nodes - 1)) % nodes;
      edges.add(a, b, 1);
      hashed.join(hash(a), hash(b));
    }
    SortedGraph graph = SortedGraph.of(edges, IntStream.range(0, nodes).toArray());
    Components numbered = Components.of(graph);
    assertThat(hashed.components()).isEqualTo(numbered.count());
    assertThat(hashed.largest()).isEqualTo(edgeCount == 0 ? 0 : numbered.largest());
  }

  private static long hash(int node) {
    byte[] id = ("node " + node).getBytes(StandardCharsets.UTF_8);
    return HashedComponents.hash(id, 0, id.length);
  }
}
