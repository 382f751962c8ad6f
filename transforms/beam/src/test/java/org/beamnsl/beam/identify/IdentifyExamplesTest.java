package org.beamnsl.beam.identify;

import static com.google.common.truth.Truth.assertThat;
import static org.beamnsl.beam.testing.SampleExamples.text;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestPipeline;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.beamnsl.beam.io.RecordSources;
import org.beamnsl.beam.io.SplitPlan;
import org.beamnsl.beam.io.StageReport;
import org.beamnsl.beam.io.WriteStageReport;
import org.beamnsl.beam.testing.PipelineExtension;
import org.beamnsl.beam.testing.SampleExamples;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.identify.IdStrategy;
import org.beamnsl.core.identify.IdentifyParams;
import org.beamnsl.core.manifest.InputFile;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.tfrecord.TfRecordCompression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(PipelineExtension.class)
class IdentifyExamplesTest {
  @TempDir Path folder;

  @Test
  void equalExamplesAreNumbered(TestPipeline pipeline) {
    PCollectionTuple identified =
        pipeline
            .apply(
                Create.of(text("a"), text("b"), text("a"), new byte[] {1})
                    .withCoder(ByteArrayCoder.of()))
            .apply(IdentifyExamples.create().withPartitions(2));

    PAssert.that(identified.get(IdentifyExamples.IDENTIFIED))
        .satisfies(
            records -> {
              Map<String, String> textById = new TreeMap<>();
              records.forEach(
                  record ->
                      textById.put(
                          SampleExamples.id(record), SampleExamples.value(record, "text")));
              assertThat(textById.values()).containsExactly("a", "a", "b");
              String second =
                  textById.keySet().stream().filter(id -> id.endsWith("-1")).findFirst().get();
              assertThat(textById.get(second)).isEqualTo("a");
              assertThat(textById).containsEntry(second.replace("-1", ""), "a");
              return null;
            });
    PAssert.that(identified.get(IdentifyExamples.BAD))
        .containsInAnyOrder(new BadRecord("element", -1, "not an Example: invalid tag"));
    pipeline.run();
  }

  @Test
  void filesAreIdentifiedTheSameHoweverTheyAreCut(TestPipeline pipeline) throws IOException {
    SampleExamples.write(folder.resolve("1"), text("a"), text("b"));
    SampleExamples.write(folder.resolve("2"), text("c"), text("a"));
    SampleExamples.write(folder.resolve("3"), text("a"));
    SampleExamples.write(folder.resolve("all"), text("a"), text("a"), text("c"), text("b"));

    List<ManifestFile> cut = run(pipeline, "cut", List.of("3"), List.of("1", "2"));
    List<ManifestFile> whole = run(TestPipeline.create(), "whole", List.of("3"), List.of("all"));

    assertThat(cut).isEqualTo(whole);
    List<String> ids = new ArrayList<>();
    for (ManifestFile file : cut) {
      SampleExamples.read(folder.resolve("cut").resolve(file.path()))
          .forEach(record -> ids.add(SampleExamples.id(record)));
    }
    assertThat(ids).hasSize(5);
    assertThat(ids).containsNoDuplicates();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void withoutAnEngineTheSameFilesAreWritten(boolean lookup, TestPipeline pipeline)
      throws IOException {
    byte[][] texts = new byte[200][];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = text("t" + i % 150);
    }
    texts[199] = new byte[] {1};
    SampleExamples.write(folder.resolve("1"), Arrays.copyOf(texts, 90));
    SampleExamples.write(folder.resolve("2"), Arrays.copyOfRange(texts, 90, 160));
    SampleExamples.write(folder.resolve("3"), Arrays.copyOfRange(texts, 160, 200));
    SplitPlan plan = plan("here", List.of("3"), List.of("1", "2"));

    StageReport expected = report(pipeline, "engine", List.of("3"), List.of("1", "2"));

    assertThat(IdentifyHere.identify(plan, IdentifyParams.defaults(), lookup)).isEqualTo(expected);
    assertThat(expected.count("records")).isEqualTo(199);
    assertThat(expected.count("badRecords")).isEqualTo(1);
    assertThat(expected.files().stream().filter(file -> file.records() > 0)).hasSize(4);
  }

  @Test
  void withoutAnEngineIdsMustBeUniqueOverAllShards() throws IOException {
    SampleExamples.write(folder.resolve("1"), SampleExamples.record("a", 1));
    SampleExamples.write(folder.resolve("2"), SampleExamples.record("a", 2));
    IdentifyParams byId = new IdentifyParams(IdStrategy.FEATURE, "id", 0);

    NslException e =
        assertThrows(
            NslException.class,
            () -> IdentifyHere.identify(plan("out", List.of("1"), List.of("2")), byId, false));

    assertThat(e).hasMessageThat().contains("among them 'a'");
  }

  @Test
  void theFirstTenOfTheIdsThatAreNotUniqueAreNamedWhateverTheirPartition(TestPipeline pipeline)
      throws IOException {
    byte[][] twice = new byte[40][];
    for (int i = 0; i < twice.length; i++) {
      twice[i] = SampleExamples.record("d" + (10 + i % 20), i);
    }
    SampleExamples.write(folder.resolve("1"), Arrays.copyOf(twice, 25));
    SampleExamples.write(folder.resolve("2"), Arrays.copyOfRange(twice, 25, 40));
    IdentifyParams byId = new IdentifyParams(IdStrategy.FEATURE, "id", 0);

    RuntimeException e =
        assertThrows(
            RuntimeException.class,
            () -> run(pipeline, plan("out", List.of("1"), List.of("2")), byId));

    assertThat(NslException.find(e).orElseThrow())
        .hasMessageThat()
        .contains(
            "among them "
                + IntStream.range(10, 20)
                    .mapToObj(i -> "'d" + i + "'")
                    .collect(Collectors.joining(", "))
                + ", …;");
  }

  private List<ManifestFile> run(
      TestPipeline pipeline, String out, List<String> test, List<String> train) throws IOException {
    return report(pipeline, out, test, train).files();
  }

  private StageReport report(
      TestPipeline pipeline, String out, List<String> test, List<String> train) throws IOException {
    return run(pipeline, plan(out, test, train), IdentifyParams.defaults());
  }

  private StageReport run(TestPipeline pipeline, SplitPlan plan, IdentifyParams params)
      throws IOException {
    String report = plan.folder() + ".json";
    pipeline.enableAbandonedNodeEnforcement(false);
    pipeline
        .apply(IdentifyFiles.of(plan, params))
        .apply(WriteStageReport.of("identify-examples", report));
    pipeline.run();
    return StageReport.take(report);
  }

  private SplitPlan plan(String out, List<String> test, List<String> train) throws IOException {
    RecordSources sources = new RecordSources().add(inputs(test), 0).add(inputs(train), 1);
    return new SplitPlan(
        sources.list(),
        List.of("test", "train"),
        folder.resolve(out).toString(),
        "",
        2,
        TfRecordCompression.NONE);
  }

  private List<InputFile> inputs(List<String> names) throws IOException {
    List<InputFile> files = new ArrayList<>();
    for (String name : names) {
      files.add(
          new InputFile(folder.resolve(name).toString(), Files.size(folder.resolve(name)), -1));
    }
    return files;
  }
}
