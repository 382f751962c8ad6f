package org.beamnsl.core.packing;

import static com.google.common.truth.Truth.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.beamnsl.core.example.ExampleView;
import org.beamnsl.core.example.IdFeature;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.tfrecord.TfRecordReader;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tensorflow.proto.Example;

/** The records that the original tool packed from the same files, compared decoded, by id. */
class GoldenPackingTest {
  private static final String FOLDER = "/golden/tools/";

  @TestFactory
  Stream<DynamicTest> packsWhatTheOriginalPacked() throws IOException {
    JsonNode cases = new ObjectMapper().readTree(resource("/golden/packing.json")).get("cases");
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode golden : cases) {
      boolean negativeMax = golden.path("max_nbrs").asInt() < 0;
      if (golden.get("tool").asText().equals("pack_nbrs") && golden.has("output") && !negativeMax) {
        tests.add(
            DynamicTest.dynamicTest(
                "case " + golden.get("case") + " " + golden.get("output").asText(),
                () -> {
                  Map<String, Example> expected = examples(golden.get("output").asText());
                  Map<String, Example> packed = pack(golden);
                  // Edges whose weight is not a number are refused, and the order they leave is
                  // not defined.
                  expected.values().removeIf(GoldenPackingTest::hasNan);
                  packed.keySet().retainAll(expected.keySet());
                  assertThat(packed).isEqualTo(expected);
                }));
      }
    }
    assertThat(tests).hasSize(30);
    return tests.stream();
  }

  @Test
  void aNegativeLimitIsAUsageError() {
    NslException e =
        assertThrows(NslException.class, () -> PackParams.defaults().withMaxNeighbors(-1));

    assertThat(e).hasMessageThat().contains("--maxNeighbors=-1");
  }

  @Test
  void duplicateIdsInOneRoleFailUnlessAllowed() throws Exception {
    PackingTable table = new PackingTable(PackParams.defaults());
    add(table, Role.LABELED, "labeled_dup.tfrecord");

    NslException e =
        assertThrows(NslException.class, () -> table.pack((seed, bytes, start, end) -> {}));

    assertThat(e).hasMessageThat().startsWith("duplicate ids in one role: 'A' (labeled)");
  }

  private static Map<String, Example> pack(JsonNode golden) throws Exception {
    JsonNode max = golden.get("max_nbrs");
    PackParams defaults = PackParams.defaults();
    PackParams params =
        new PackParams(
            defaults.maxNeighbors(),
            golden.get("add_undirected_edges").asBoolean(),
            defaults.idFeature(),
            defaults.seedUnlabeled(),
            DuplicateIds.LAST,
            defaults.neighborFeatures(),
            defaults.minWeight(),
            defaults.mutualOnly(),
            defaults.selection());
    PackingTable table =
        new PackingTable(max.isNull() ? params : params.withMaxNeighbors(max.asInt()));
    add(table, Role.LABELED, golden.get("labeled").asText());
    add(table, Role.UNLABELED, golden.get("unlabeled").asText());
    addEdges(table, golden.get("graph").asText());
    Map<String, Example> packed = new TreeMap<>();
    List<String> order = new ArrayList<>();
    table.pack(
        (seed, bytes, start, end) -> {
          Example example = PackingProperties.parsed(bytes, start, end);
          order.add(id(example));
          packed.put(id(example), example);
        });
    assertThat(order).isInStrictOrder();
    return packed;
  }

  private static void add(PackingTable table, Role role, String file) throws Exception {
    if (file.isEmpty()) {
      return;
    }
    ExampleView view = new ExampleView();
    IdFeature idFeature = new IdFeature("id");
    try (TfRecordReader reader = TfRecordReader.open(resource(FOLDER + file), file)) {
      for (long sequence = 0; reader.advance(); sequence++) {
        view.read(reader.record());
        byte[] id = idFeature.read(view);
        table.addExample(role, sequence, id, 0, id.length, reader.record());
      }
    }
  }

  private static boolean hasNan(Example example) {
    return example.getFeatures().getFeatureMap().values().stream()
        .anyMatch(
            feature ->
                feature.getFloatList().getValueList().stream().anyMatch(value -> value.isNaN()));
  }

  /** Infinite weights, which the graph reader refuses, are let through here. */
  private static void addEdges(PackingTable table, String file) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(resource(FOLDER + file), UTF_8))) {
      for (String line : lines.lines().toList()) {
        String[] columns = line.split("\t", -1);
        String weight = columns.length < 3 ? "1" : columns[2];
        if (weight.equals("nan")) {
          continue;
        }
        table.addEdge(
            EdgeItem.of(
                columns[0].getBytes(UTF_8),
                columns[1].getBytes(UTF_8),
                new byte[0],
                parse(weight),
                0));
      }
    }
  }

  private static double parse(String weight) {
    return weight.equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(weight);
  }

  private static Map<String, Example> examples(String file) throws IOException {
    Map<String, Example> examples = new TreeMap<>();
    try (TfRecordReader reader = TfRecordReader.open(resource(FOLDER + file), file)) {
      while (reader.advance()) {
        Example example = Example.parseFrom(reader.record());
        examples.put(id(example), example);
      }
    }
    return examples;
  }

  private static String id(Example example) {
    return example.getFeatures().getFeatureOrThrow("id").getBytesList().getValue(0).toStringUtf8();
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(GoldenPackingTest.class.getResourceAsStream(name), name);
  }
}
