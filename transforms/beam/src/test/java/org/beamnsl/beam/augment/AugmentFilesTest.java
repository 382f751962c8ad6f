package org.beamnsl.beam.augment;

import static com.google.common.truth.Truth.assertThat;
import static org.beamnsl.beam.testing.SampleExamples.record;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.beam.sdk.testing.TestPipeline;
import org.beamnsl.beam.io.RecordSources;
import org.beamnsl.beam.io.StageReport;
import org.beamnsl.beam.io.WriteStageReport;
import org.beamnsl.beam.testing.PipelineExtension;
import org.beamnsl.beam.testing.SampleExamples;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.InputFile;
import org.beamnsl.core.packing.DuplicateIds;
import org.beamnsl.core.packing.NeighborSelector;
import org.beamnsl.core.packing.PackParams;
import org.beamnsl.core.tfrecord.TfRecordCompression;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Features;

@ExtendWith(PipelineExtension.class)
class AugmentFilesTest {
  private static final PackParams PARAMS =
      PackParams.defaults().withMaxNeighbors(3).withAddUndirectedEdges(true);

  @TempDir Path folder;

  @BeforeEach
  void writeInputs() throws IOException {
    byte[][] labeled = new byte[20][];
    byte[][] unlabeled = new byte[20][];
    StringBuilder graph = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      labeled[i] = record("n" + i, i % 3);
      unlabeled[i] = record("n" + (100 - i), -1);
      for (int j = 0; j < 5; j++) {
        graph.append("n" + i + "\tn" + (i * 7 + j * 13) % 110 + "\t0." + (i * j) % 10 + "\n");
      }
    }
    graph.append("broken\n");
    SampleExamples.write(folder.resolve("labeled.tfrecord"), labeled);
    SampleExamples.write(folder.resolve("unlabeled.tfrecord"), unlabeled);
    Files.writeString(folder.resolve("graph.tsv"), graph);
  }

  static List<AugmentPlan.Method> methods() {
    return List.of(AugmentPlan.Method.lookupTable(), AugmentPlan.Method.partitions(3));
  }

  static List<AugmentPlan.Method> tables() {
    return List.of(AugmentPlan.Method.table(), AugmentPlan.Method.lookupTable());
  }

  static List<AugmentPlan.Method> allMethods() {
    return List.of(
        AugmentPlan.Method.table(),
        AugmentPlan.Method.lookupTable(),
        AugmentPlan.Method.partitions(3));
  }

  @ParameterizedTest
  @MethodSource("methods")
  void allMethodsWriteTheSameShards(AugmentPlan.Method method, TestPipeline pipeline)
      throws IOException {
    StageReport expected = run(TestPipeline.create(), AugmentPlan.Method.table(), "expected");
    StageReport report = run(pipeline, method, "out");

    assertThat(report.files()).isEqualTo(expected.files());
    assertThat(report.counters()).isEqualTo(expected.counters());
    assertThat(report.badExamples()).isEqualTo(expected.badExamples());
  }

  @ParameterizedTest
  @MethodSource("tables")
  void withoutAnEngineOneTableWritesTheSameShards(AugmentPlan.Method method, TestPipeline pipeline)
      throws IOException {
    StageReport expected = run(pipeline, method, "expected");

    assertThat(AugmentHere.pack(plan(method, "out"), PARAMS)).isEqualTo(expected);
    assertThat(Files.readString(folder.resolve("out/badrecords/part-00000-of-00001")))
        .isEqualTo(Files.readString(folder.resolve("expected/badrecords/part-00000-of-00001")));
  }

  @Test
  void withoutAnEngineATruncatedFileFailsWithItsName() throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve("unlabeled.tfrecord"));
    Files.write(folder.resolve("unlabeled.tfrecord"), Arrays.copyOf(bytes, bytes.length - 3));

    NslException e =
        assertThrows(
            NslException.class,
            () -> AugmentHere.pack(plan(AugmentPlan.Method.table(), "out"), PARAMS));

    assertThat(e).hasMessageThat().contains("unlabeled.tfrecord: damaged record at byte");
  }

  @Test
  void withoutAnEngineThereAreNoPartitions() {
    assertThrows(
        IllegalArgumentException.class,
        () -> AugmentHere.pack(plan(AugmentPlan.Method.partitions(3), "out"), PARAMS));
  }

  @Test
  void shardsAreOrderedByIdAndCounted(TestPipeline pipeline) throws IOException {
    StageReport report = run(pipeline, AugmentPlan.Method.table(), "out");

    List<String> ids = new ArrayList<>();
    for (var file : report.files()) {
      List<String> shard =
          SampleExamples.read(folder.resolve("out").resolve(file.path())).stream()
              .map(SampleExamples::id)
              .toList();
      assertThat(shard).isInStrictOrder();
      assertThat(file.records()).isEqualTo(shard.size());
      ids.addAll(shard);
    }
    assertThat(ids).hasSize(20);
    assertThat(report.files()).hasSize(2);
    assertThat(report.count(AugmentCounters.RECORDS)).isEqualTo(20);
    assertThat(report.count("badRecords")).isEqualTo(1);
    assertThat(report.badExamples().get(0).toString())
        .endsWith("graph.tsv:101: one column, expected at least two");
    assertThat(Files.readString(folder.resolve("out/badrecords/part-00000-of-00001")))
        .endsWith("graph.tsv\t101\tone column, expected at least two\n");
  }

  @Test
  void aTruncatedFileFailsWithItsName(TestPipeline pipeline) throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve("labeled.tfrecord"));
    Files.write(folder.resolve("labeled.tfrecord"), Arrays.copyOf(bytes, bytes.length - 3));

    RuntimeException e =
        assertThrows(
            RuntimeException.class, () -> run(pipeline, AugmentPlan.Method.table(), "out"));

    assertThat(NslException.find(e).orElseThrow())
        .hasMessageThat()
        .containsMatch("labeled.tfrecord: damaged record at byte \\d+: the file ends inside it");
  }

  @ParameterizedTest
  @MethodSource("allMethods")
  void theFirstTenOfTheIdsThatComeTwiceAreNamedWhateverTheirPartition(
      AugmentPlan.Method method, TestPipeline pipeline) throws IOException {
    byte[][] twice = new byte[40][];
    for (int i = 0; i < twice.length; i++) {
      twice[i] = record("d" + (10 + i % 20), 1);
    }
    SampleExamples.write(folder.resolve("labeled.tfrecord"), twice);

    RuntimeException e = assertThrows(RuntimeException.class, () -> run(pipeline, method, "out"));

    assertThat(NslException.find(e).orElseThrow())
        .hasMessageThat()
        .isEqualTo(
            "duplicate ids in one role: "
                + IntStream.range(10, 20)
                    .mapToObj(i -> "'d" + i + "' (labeled)")
                    .collect(Collectors.joining(", "))
                + ", …; --onDuplicateId=last keeps the record that was read last");
  }

  @ParameterizedTest
  @MethodSource("allMethods")
  void ofRecordsOfOneIdAndRoleTheLastCountsWhenThatIsAllowed(
      AugmentPlan.Method method, TestPipeline pipeline) throws IOException {
    SampleExamples.write(
        folder.resolve("labeled.tfrecord"),
        record("a", 1),
        record("b", 2),
        record("a", 3),
        record("n95", 4));
    Files.writeString(folder.resolve("graph.tsv"), "b\ta\t1\n");
    PackParams last =
        new PackParams(
            3,
            true,
            "id",
            false,
            DuplicateIds.LAST,
            List.of(),
            Double.NEGATIVE_INFINITY,
            false,
            NeighborSelector.heaviest(3));

    StageReport report = run(pipeline, method, "out", last);

    List<String> packed = new ArrayList<>();
    for (var file : report.files()) {
      for (byte[] record : SampleExamples.read(folder.resolve("out").resolve(file.path()))) {
        packed.add(labels(record));
      }
    }
    // "n95" is unlabelled, too: of two roles the labelled one counts, which is no repetition.
    assertThat(packed).containsExactly("a 3 [2]", "b 2 [3]", "n95 4 []");
    assertThat(report.count(AugmentCounters.DUPLICATES)).isEqualTo(1);
  }

  /** A packed record's id, label and the labels of its neighbours. */
  private static String labels(byte[] record) throws IOException {
    Features features = Example.parseFrom(record).getFeatures();
    List<Long> neighbors = new ArrayList<>();
    for (int i = 0; features.containsFeature("NL_nbr_" + i + "_label"); i++) {
      neighbors.add(label(features, "NL_nbr_" + i + "_label"));
    }
    return SampleExamples.id(record) + " " + label(features, "label") + " " + neighbors;
  }

  private static long label(Features features, String name) {
    return features.getFeatureOrThrow(name).getInt64List().getValue(0);
  }

  private StageReport run(TestPipeline pipeline, AugmentPlan.Method method, String out)
      throws IOException {
    return run(pipeline, method, out, PARAMS);
  }

  private StageReport run(
      TestPipeline pipeline, AugmentPlan.Method method, String out, PackParams params)
      throws IOException {
    String report = folder.resolve(out + ".json").toString();
    pipeline.enableAbandonedNodeEnforcement(false);
    pipeline
        .apply("Augment " + out, AugmentFiles.of(plan(method, out), params))
        .apply("Report " + out, WriteStageReport.of("pack-nbrs", report));
    pipeline.run();
    return StageReport.take(report);
  }

  private AugmentPlan plan(AugmentPlan.Method method, String out) throws IOException {
    RecordSources sources =
        new RecordSources()
            .add(List.of(input("labeled.tfrecord")), AugmentFiles.LABELED)
            .add(List.of(input("unlabeled.tfrecord")), AugmentFiles.UNLABELED);
    return new AugmentPlan(
        sources.list(),
        List.of(folder.resolve("graph.tsv").toString()),
        "",
        "label",
        method,
        folder.resolve(out).toString(),
        "Split-train/data",
        2,
        TfRecordCompression.GZIP);
  }

  private InputFile input(String name) throws IOException {
    Path file = folder.resolve(name);
    return new InputFile(file.toString(), Files.size(file), -1);
  }
}
