package org.beamnsl.core.graph;

import static com.google.common.truth.Truth.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.beamnsl.core.similarity.EmbeddingBlockBuilder;
import org.beamnsl.core.similarity.IdTable;
import org.junit.jupiter.api.Test;

final class SortedGraphProperties {
  private record Pair(int a, int b) {}

  @Property(tries = 100)
  void bothDirectionsAreThereInOrder(
      @ForAll @IntRange(min = 2, max = 30) int nodes,
      @ForAll @IntRange(min = 0, max = 100) int tries,
      @ForAll long seed) {
    Map<Pair, Double> edges = random(nodes, tries, seed);
    assertThat(pairs(graph(edges, nodes))).isEqualTo(bothWays(edges));
  }

  @Property(tries = 200)
  void eachNodeChoosesItsNearestNeighbors(
      @ForAll @IntRange(min = 2, max = 30) int nodes,
      @ForAll @IntRange(min = 1, max = 5) int k,
      @ForAll NeighborRule rule,
      @ForAll long seed) {
    Map<Pair, Double> edges = random(nodes, 100, seed);
    Map<Pair, Double> both = bothWays(edges);
    Set<Pair> chosen = new HashSet<>();
    for (int node = 0; node < nodes; node++) {
      int source = node;
      both.keySet().stream()
          .filter(pair -> pair.a == source)
          .sorted(
              Comparator.comparing((Pair pair) -> -both.getOrDefault(pair, 0.0))
                  .thenComparing(pair -> pair.b))
          .limit(k)
          .forEach(chosen::add);
    }
    Map<Pair, Double> expected = new TreeMap<>(ORDER);
    both.forEach(
        (pair, weight) -> {
          boolean here = chosen.contains(pair);
          boolean there = chosen.contains(new Pair(pair.b, pair.a));
          if (rule == NeighborRule.UNION ? here || there : here && there) {
            expected.put(pair, weight);
          }
        });
    SortedGraph kept = new NeighborChoice(k, rule).apply(graph(edges, nodes));
    assertThat(pairs(kept)).isEqualTo(expected);
  }

  @Test
  void linesAreSortedByIdsAndHoldSixDecimals() throws IOException {
    EmbeddingBlockBuilder rows = new EmbeddingBlockBuilder(1);
    rows.add("c", 1f).add("ä", 1f).add("b", 1f);
    IdTable ids = rows.build().ids();
    EdgeList edges = new EdgeList();
    edges.add(0, 1, 0.5);
    edges.add(2, 0, 0.25);
    int[] order = ids.sorted();
    int[] rank = new int[3];
    for (int node = 0; node < 3; node++) {
      rank[order[node]] = node;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new EdgeLines(SortedGraph.of(edges, rank), ids, order).write(0, 3, out);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("b\tc\t0.250000\nc\tb\t0.250000\nc\tä\t0.500000\nä\tc\t0.500000\n");
  }

  @Test
  void takingAListMovesItsEdges() {
    EdgeList all = new EdgeList();
    all.add(1, 2, 0.5);
    for (int part = 0; part < 3; part++) {
      EdgeList more = new EdgeList();
      for (int i = 0; i < 40_000; i++) {
        more.add(part, i, i);
      }
      all.take(more);
      assertThat(more.size()).isEqualTo(0);
    }
    assertThat(all.size()).isEqualTo(120_001);
    List<Integer> last = new ArrayList<>();
    all.forEach(
        (a, b, weight) -> {
          if (a == 2 && b >= 39_998) {
            last.add(b);
          }
        });
    assertThat(last).containsExactly(39_998, 39_999);
  }

  private static final Comparator<Pair> ORDER =
      Comparator.comparing(Pair::a).thenComparing(Pair::b);

  private static Map<Pair, Double> random(int nodes, int tries, long seed) {
    Random random = new Random(seed);
    Map<Pair, Double> edges = new HashMap<>();
    for (int i = 0; i < tries; i++) {
      int a = random.nextInt(nodes);
      int b = random.nextInt(nodes);
      if (a < b) {
        edges.put(new Pair(a, b), random.nextInt(8) / 8.0);
      }
    }
    return edges;
  }

  private static Map<Pair, Double> bothWays(Map<Pair, Double> edges) {
    Map<Pair, Double> both = new TreeMap<>(ORDER);
    edges.forEach(
        (pair, weight) -> {
          both.put(pair, weight);
          both.put(new Pair(pair.b, pair.a), weight);
        });
    return both;
  }

  private static SortedGraph graph(Map<Pair, Double> edges, int nodes) {
    EdgeList list = new EdgeList();
    edges.forEach((pair, weight) -> list.add(pair.a, pair.b, weight));
    int[] rank = new int[nodes];
    for (int i = 0; i < nodes; i++) {
      rank[i] = i;
    }
    return SortedGraph.of(list, rank);
  }

  private static Map<Pair, Double> pairs(SortedGraph graph) {
    Map<Pair, Double> pairs = new TreeMap<>(ORDER);
    for (int node = 0; node < graph.nodes(); node++) {
      int last = -1;
      for (int edge = graph.start(node); edge < graph.start(node) + graph.degree(node); edge++) {
        assertThat(graph.target(edge)).isGreaterThan(last);
        last = graph.target(edge);
        pairs.put(new Pair(node, last), graph.weight(edge));
      }
    }
    return pairs;
  }
}
