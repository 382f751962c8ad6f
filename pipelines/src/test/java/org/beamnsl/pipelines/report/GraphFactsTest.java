package org.beamnsl.pipelines.report;

import static com.google.common.truth.Truth.assertThat;

import org.junit.jupiter.api.Test;

final class GraphFactsTest {
  private final GraphFacts graph = new GraphFacts();

  private int member(String id, int label) {
    int node = graph.node(id, label);
    graph.member(node);
    return node;
  }

  @Test
  void componentsIsolatedNodesAndDegreesAreCounted() {
    int a = member("a", 0);
    int b = member("b", 0);
    member("alone", 1);
    int onlyNeighbor = graph.node("n", -1);
    graph.edge(a, b, 1);
    graph.edge(a, onlyNeighbor, 0.5);
    assertThat(graph.nodes()).isEqualTo(4);
    assertThat(graph.members()).isEqualTo(3);
    assertThat(graph.isolated()).isEqualTo(1);
    assertThat(graph.components()).isEqualTo(new int[] {3, 1});
    assertThat(graph.degreeCounts()).isEqualTo(new int[] {2, 0, 1});
  }

  @Test
  void onlyEdgesWithTwoLabelsEnterTheAgreement() {
    int a = member("a", 0);
    graph.edge(a, member("b", 0), 1);
    graph.edge(a, member("c", 1), 1);
    graph.edge(a, member("d", -1), 1);
    assertThat(graph.agreement()).isEqualTo(new double[] {0.5, 2});
  }

  @Test
  void aLabelSeenLaterCountsForEdgesSeenBefore() {
    int a = member("a", 2);
    graph.edge(a, graph.node("b", -1), 1);
    member("b", 2);
    assertThat(graph.agreement()).isEqualTo(new double[] {1, 1});
  }

  @Test
  void shufflingTwoEqualClassesAgreesHalfOfTheTime() {
    for (int i = 0; i < 200; i++) {
      graph.edge(member("a" + i, i % 2), member("b" + i, i % 2), 1);
    }
    assertThat(graph.agreement()[0]).isEqualTo(1);
    assertThat(graph.shuffledAgreement(42)[0]).isWithin(0.05).of(0.5);
  }

  @Test
  void weightsFallIntoBinsOfEqualWidth() {
    int a = member("a", 0);
    int b = member("b", 0);
    graph.edge(a, b, 0);
    graph.edge(a, b, 0.49);
    graph.edge(b, a, 1);
    long[][] bins = graph.weightBins();
    assertThat(bins[0][0]).isEqualTo(1);
    assertThat(bins[9][0]).isEqualTo(1);
    assertThat(bins[GraphFacts.BINS - 1][0]).isEqualTo(1);
  }
}
