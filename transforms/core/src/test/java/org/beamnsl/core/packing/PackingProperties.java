package org.beamnsl.core.packing;

import static com.google.common.truth.Truth.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.beamnsl.core.graph.Edge;
import org.beamnsl.core.graph.NeighborGraph;
import org.tensorflow.proto.BytesList;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;
import org.tensorflow.proto.FloatList;
import org.tensorflow.proto.Int64List;

class PackingProperties {
  record Line(String source, String target, double weight, String type) {
    EdgeItem item() {
      return EdgeItem.of(new Edge(source, target, weight, type));
    }

    boolean joins(String seed, String neighbor, boolean undirected) {
      return source.equals(seed) && target.equals(neighbor)
          || undirected && target.equals(seed) && source.equals(neighbor);
    }
  }

  @Property(tries = 500)
  void packsLikeThePlainMethodWhateverTheOrder(
      @ForAll("roles") Map<String, Role> roles,
      @ForAll("lines") List<Line> lines,
      @ForAll boolean undirected,
      @ForAll @IntRange(max = 5) int max,
      @ForAll Random random)
      throws IOException {
    PackParams params =
        PackParams.defaults().withAddUndirectedEdges(undirected).withMaxNeighbors(max);
    List<Runnable> steps = new ArrayList<>();
    PackingTable table = new PackingTable(params);
    roles.forEach((id, role) -> steps.add(() -> add(table, id, role)));
    lines.forEach(line -> steps.add(() -> add(table, line)));
    Collections.shuffle(steps, random);
    steps.forEach(Runnable::run);

    Map<String, Example> packed = new TreeMap<>();
    PackCounts counts =
        table.pack(
            (seed, bytes, start, end) -> {
              Example example = parsed(bytes, start, end);
              String id =
                  example
                      .getFeatures()
                      .getFeatureOrThrow("id")
                      .getBytesList()
                      .getValue(0)
                      .toStringUtf8();
              packed.put(id, example);
            });

    Map<String, Example> expected = plain(roles, lines, undirected, max);
    assertThat(packed).isEqualTo(expected);
    assertThat(counts.seeds()).isEqualTo(expected.size());
  }

  @Property(tries = 300)
  void partitionsPackLikeOneTable(
      @ForAll("roles") Map<String, Role> roles,
      @ForAll("lines") List<Line> lines,
      @ForAll("params") PackParams params,
      @ForAll @IntRange(min = 1, max = 4) int partitions)
      throws IOException {
    PackingTable table = new PackingTable(params);
    roles.forEach((id, role) -> add(table, id, role));
    lines.forEach(line -> add(table, line));
    Map<String, Example> expected = new TreeMap<>();
    PackCounts whole =
        table.pack(
            (seed, bytes, start, end) -> expected.put(text(seed), parsed(bytes, start, end)));

    PartitionedPacking steps = new PartitionedPacking(params, partitions);
    Map<String, Example> packed = new TreeMap<>();
    PackCounts counts =
        steps.run(
            roles,
            lines,
            (seed, bytes, start, end) -> packed.put(text(seed), parsed(bytes, start, end)));

    assertThat(packed).isEqualTo(expected);
    assertThat(counts).isEqualTo(whole);
  }

  static Example parsed(byte[] bytes, int start, int end) throws InvalidProtocolBufferException {
    return Example.parser().parseFrom(bytes, start, end - start);
  }

  private static String text(byte[] id) {
    return new String(id, UTF_8);
  }

  /** Step by step as the specification says, with maps and messages. */
  static Map<String, Example> plain(
      Map<String, Role> roles, List<Line> lines, boolean undirected, int max) {
    NeighborGraph graph = new NeighborGraph();
    lines.forEach(line -> graph.addEdge(line.source, line.target, line.weight));
    if (undirected) {
      graph.addUndirectedEdges();
    }
    Map<String, Example> packed = new TreeMap<>();
    roles.forEach(
        (id, role) -> {
          if (role == Role.LABELED) {
            packed.put(id, pack(id, roles, graph.neighbors(id), lines, undirected, max));
          }
        });
    return packed;
  }

  private static Example pack(
      String seed,
      Map<String, Role> roles,
      Map<String, Double> neighbors,
      List<Line> lines,
      boolean undirected,
      int max) {
    Comparator<Map.Entry<String, Double>> order =
        Map.Entry.<String, Double>comparingByValue()
            .thenComparing(Map.Entry::getKey, PackingProperties::compareCodePoints);
    List<Map.Entry<String, Double>> best =
        neighbors.entrySet().stream()
            .filter(entry -> roles.containsKey(entry.getKey()))
            .sorted(order.reversed())
            .limit(max)
            .toList();
    Features.Builder features = example(seed).getFeatures().toBuilder();
    for (int i = 0; i < best.size(); i++) {
      String prefix = "NL_nbr_" + i + "_";
      features.putFeature(
          prefix + "weight",
          Feature.newBuilder()
              .setFloatList(FloatList.newBuilder().addValue(best.get(i).getValue().floatValue()))
              .build());
      String type = type(lines, seed, best.get(i), undirected);
      if (!type.isEmpty()) {
        features.putFeature(prefix + "type", bytes(type));
      }
      example(best.get(i).getKey())
          .getFeatures()
          .getFeatureMap()
          .forEach((name, feature) -> features.putFeature(prefix + name, feature));
    }
    features.putFeature(
        "NL_num_nbrs",
        Feature.newBuilder().setInt64List(Int64List.newBuilder().addValue(best.size())).build());
    return Example.newBuilder().setFeatures(features).build();
  }

  /** The first of the types of the heaviest edges, none when none of these has one. */
  private static String type(
      List<Line> lines, String seed, Map.Entry<String, Double> neighbor, boolean undirected) {
    return lines.stream()
        .filter(line -> line.joins(seed, neighbor.getKey(), undirected))
        .filter(line -> line.weight == neighbor.getValue())
        .map(Line::type)
        .filter(type -> !type.isEmpty())
        .min(PackingProperties::compareCodePoints)
        .orElse("");
  }

  private static Feature bytes(String text) {
    return Feature.newBuilder()
        .setBytesList(BytesList.newBuilder().addValue(ByteString.copyFromUtf8(text)))
        .build();
  }

  private static int compareCodePoints(String a, String b) {
    int[] left = a.codePoints().toArray();
    int[] right = b.codePoints().toArray();
    return java.util.Arrays.compare(left, right);
  }

  static Example example(String id) {
    return Example.newBuilder()
        .setFeatures(
            Features.newBuilder()
                .putFeature(
                    "id",
                    Feature.newBuilder()
                        .setBytesList(BytesList.newBuilder().addValue(ByteString.copyFromUtf8(id)))
                        .build())
                .putFeature(
                    "length",
                    Feature.newBuilder()
                        .setInt64List(Int64List.newBuilder().addValue(id.length()))
                        .build()))
        .build();
  }

  private static void add(PackingTable table, String id, Role role) {
    byte[] bytes = id.getBytes(UTF_8);
    table.addExample(role, 0, bytes, 0, bytes.length, example(id).toByteArray());
  }

  private static void add(PackingTable table, Line line) {
    table.addEdge(line.item());
  }

  @Provide
  Arbitrary<Map<String, Role>> roles() {
    return Arbitraries.maps(ids(), Arbitraries.of(Role.class)).ofMaxSize(12);
  }

  @Provide
  Arbitrary<PackParams> params() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 5),
            Arbitraries.of(true, false),
            Arbitraries.of(true, false),
            Arbitraries.of(true, false),
            Arbitraries.of(Double.NEGATIVE_INFINITY, 0.5),
            Arbitraries.of(List.<String>of(), List.of("length"), List.of("absent", "id")),
            Arbitraries.of(true, false))
        .as(
            (max, undirected, unlabeled, mutual, minWeight, features, sample) ->
                new PackParams(
                    max,
                    undirected,
                    "id",
                    unlabeled,
                    DuplicateIds.FAIL,
                    features,
                    minWeight,
                    mutual,
                    sample ? new SampledNeighbors(7, max) : NeighborSelector.heaviest(max)));
  }

  @Provide
  Arbitrary<List<Line>> lines() {
    return Combinators.combine(
            ids(),
            ids(),
            Arbitraries.of(-1.0, 0.0, 0.1, 0.5, 0.5000001, 2.0),
            Arbitraries.of("", "", "cites", "writes", "Ü"))
        .as(Line::new)
        .list()
        .ofMaxSize(60);
  }

  /** Among them a pair that UTF-16 orders the other way round than code points. */
  private static Arbitrary<String> ids() {
    return Arbitraries.of(
        "a", "b", "c", "d", "aa", "ab", "Ü", "名", "\uffee", "\ud83d\ude00", "x1", "x10", "x2", "z");
  }
}
