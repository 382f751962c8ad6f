package org.beamnsl.core.packing;

import static com.google.common.truth.Truth.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.beamnsl.core.graph.Edge;
import org.junit.jupiter.api.Test;

/** What every {@link NeighborSelector} must keep; extend it to check one of your own. */
public abstract class NeighborSelectorContract {
  private static final byte[] SEED = "seed".getBytes(UTF_8);

  /** The selector to check. */
  protected abstract NeighborSelector selector();

  /** How many neighbours it leaves of 40 candidates. */
  protected abstract int expectedCount();

  @Test
  void choosesTheSameWhateverTheOrderOfEdges() {
    List<Edge> edges = edges();
    List<String> chosen = choose(selector(), edges);
    assertThat(chosen).hasSize(expectedCount());
    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(edges, new Random(seed));
      assertThat(choose(selector(), edges)).isEqualTo(chosen);
    }
  }

  @Test
  void choosesTheSameAgainAndAfterTravel() throws Exception {
    NeighborSelector selector = selector();
    List<String> chosen = choose(selector, edges());
    assertThat(choose(selector, edges())).isEqualTo(chosen);
    assertThat(choose(travelled(selector), edges())).isEqualTo(chosen);
  }

  @Test
  void choosesEachCandidateOnce() {
    assertThat(choose(selector(), edges())).containsNoDuplicates();
  }

  @Test
  void leavesNothingOfNothing() {
    assertThat(choose(selector(), new ArrayList<>())).isEmpty();
  }

  private static NeighborSelector travelled(NeighborSelector selector)
      throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(selector);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (NeighborSelector) in.readObject();
    }
  }

  /** 40 candidates, each by two edges, among them equal weights and none above 0. */
  private static List<Edge> edges() {
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      edges.add(new Edge("seed", "n" + i, i % 7 / 10.0));
      edges.add(new Edge("seed", "n" + i, -1, "lighter"));
    }
    return edges;
  }

  private static List<String> choose(NeighborSelector selector, List<Edge> edges) {
    IdDictionary ids = new IdDictionary();
    EdgeTable table = new EdgeTable();
    int seed = ids.add(SEED, 0, SEED.length);
    for (Edge edge : edges) {
      byte[] target = edge.target().getBytes(UTF_8);
      table.add(seed, ids.add(target, 0, target.length), EdgeItem.of(edge));
    }
    table.group(ids.size(), false, node -> true, node -> true);
    PackParams defaults = PackParams.defaults();
    PackParams params =
        new PackParams(
            defaults.maxNeighbors(),
            false,
            defaults.idFeature(),
            false,
            DuplicateIds.FAIL,
            List.of(),
            Double.NEGATIVE_INFINITY,
            false,
            selector);
    Candidates candidates = new Candidates(ids);
    candidates.choose(table, seed, SEED, params);
    List<String> chosen = new ArrayList<>();
    for (int i = 0; i < candidates.size(); i++) {
      assertThat(candidates.type(i)).isEmpty();
      chosen.add(candidates.id(i));
    }
    return chosen;
  }
}
