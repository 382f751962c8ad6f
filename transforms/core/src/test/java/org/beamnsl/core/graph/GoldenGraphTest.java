package org.beamnsl.core.graph;

import static com.google.common.truth.Truth.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.beamnsl.core.badrecord.BadRecord;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the original's graph functions did with the same edges and files. */
class GoldenGraphTest {
  @TestFactory
  Stream<DynamicTest> addsAndReadsEdgesLikeTheOriginal() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode golden :
        new ObjectMapper().readTree(resource("/golden/packing.json")).get("cases")) {
      if (!golden.get("tool").asText().equals("graph_utils")) {
        continue;
      }
      tests.add(
          DynamicTest.dynamicTest(
              "case " + golden.get("case") + " " + golden.get("what"), () -> check(golden)));
    }
    assertThat(tests).hasSize(22);
    return tests.stream();
  }

  @Test
  void badLinesAreReportedWithFileAndLine() throws IOException {
    List<BadRecord> bad = new ArrayList<>();
    read("dups.tsv", bad);
    read("bad_blank.tsv", bad);
    read("bad_weight.tsv", bad);
    read("bad_empty_w.tsv", bad);

    assertThat(bad.stream().map(BadRecord::toString))
        .containsExactly(
            "dups.tsv:9: weight 'inf', expected a finite number",
            "dups.tsv:10: weight 'nan', expected a finite number",
            "bad_blank.tsv:2: the line is empty",
            "bad_weight.tsv:1: weight 'x', expected a finite number",
            "bad_empty_w.tsv:1: weight '', expected a finite number")
        .inOrder();
  }

  private static void check(JsonNode golden) throws IOException {
    JsonNode what = golden.get("what");
    if (golden.has("error")) {
      checkRefused(what.get("add_edge").get(0));
      return;
    }
    JsonNode expected = golden.get("out");
    if (what.has("read_tsv_graph+write_tsv_graph")) {
      assertThat(written(what.get("read_tsv_graph+write_tsv_graph").asText()))
          .isEqualTo(withoutNonFinite(expected.asText()));
      return;
    }
    NeighborGraph graph = new NeighborGraph();
    if (what.has("add_edge")) {
      List<Boolean> returned = new ArrayList<>();
      for (JsonNode edge : what.get("add_edge")) {
        returned.add(add(graph, edge));
      }
      assertThat(returned).containsExactlyElementsIn(booleans(expected.get("returned"))).inOrder();
      expected = expected.get("graph");
    } else {
      boolean undirected = what.has("read_tsv_graph+add_undirected_edges");
      String file =
          what.get(undirected ? "read_tsv_graph+add_undirected_edges" : "read_tsv_graph").asText();
      graph = read(file, new ArrayList<>());
      if (file.equals("dups.tsv")) {
        // The reader refuses these two lines.
        graph.addEdge("C", "A", Double.POSITIVE_INFINITY);
        graph.addEdge("C", "B", Double.NaN);
      }
      if (undirected) {
        graph.addUndirectedEdges();
      }
    }
    assertThat(graph.edges()).isEqualTo(edges(expected));
  }

  /** What crashes the original is a bad line here: a missing column, a weight that is no number. */
  private static void checkRefused(JsonNode edge) throws IOException {
    List<String> columns = new ArrayList<>();
    edge.forEach(column -> columns.add(column.asText()));
    List<BadRecord> bad = new ArrayList<>();
    byte[] line = String.join("\t", columns).getBytes(UTF_8);
    try (GraphTsvReader reader =
        GraphTsvReader.open(new ByteArrayInputStream(line), "line.tsv", "", bad::add)) {
      assertThat(reader.advance()).isFalse();
    }
    assertThat(bad).hasSize(1);
  }

  private static String written(String file) throws IOException {
    StringBuilder lines = new StringBuilder();
    read(file, new ArrayList<>())
        .edges()
        .forEach(
            (source, out) ->
                out.forEach(
                    (target, weight) ->
                        lines.append(
                            source + "\t" + target + "\t" + WeightText.of(weight) + "\n")));
    return lines.toString();
  }

  /** The reader refuses weights that are not finite, so they are not written again. */
  private static String withoutNonFinite(String lines) {
    return lines.replaceAll("(?m)^.*\t(inf|nan)\n", "");
  }

  private static boolean add(NeighborGraph graph, JsonNode edge) {
    String source = edge.get(0).asText();
    String target = edge.get(1).asText();
    return edge.size() == 2
        ? graph.addEdge(source, target)
        : graph.addEdge(source, target, number(edge.get(2)));
  }

  private static NeighborGraph read(String file, List<BadRecord> bad) throws IOException {
    NeighborGraph graph = new NeighborGraph();
    try (GraphTsvReader reader =
        GraphTsvReader.open(resource("/golden/tools/" + file), file, "", bad::add)) {
      while (reader.advance()) {
        graph.addEdge(reader.source(), reader.target(), reader.weight());
      }
    }
    return graph;
  }

  private static Map<String, Map<String, Double>> edges(JsonNode node) {
    Map<String, Map<String, Double>> edges = new LinkedHashMap<>();
    node.fields()
        .forEachRemaining(
            source -> {
              Map<String, Double> out = new LinkedHashMap<>();
              source
                  .getValue()
                  .fields()
                  .forEachRemaining(target -> out.put(target.getKey(), number(target.getValue())));
              edges.put(source.getKey(), out);
            });
    return edges;
  }

  private static double number(JsonNode node) {
    return switch (node.asText()) {
      case "nan", "NaN" -> Double.NaN;
      default -> Double.parseDouble(node.asText());
    };
  }

  private static List<Boolean> booleans(JsonNode node) {
    List<Boolean> values = new ArrayList<>();
    node.forEach(value -> values.add(value.asBoolean()));
    return values;
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(GoldenGraphTest.class.getResourceAsStream(name), name);
  }
}
