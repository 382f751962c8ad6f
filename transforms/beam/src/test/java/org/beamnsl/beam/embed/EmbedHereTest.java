package org.beamnsl.beam.embed;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.beam.sdk.testing.TestPipeline;
import org.beamnsl.beam.io.RecordSources;
import org.beamnsl.beam.io.SplitPlan;
import org.beamnsl.beam.io.StageReport;
import org.beamnsl.beam.io.WriteStageReport;
import org.beamnsl.beam.testing.PipelineExtension;
import org.beamnsl.beam.testing.SampleExamples;
import org.beamnsl.core.embedding.EmbedParams;
import org.beamnsl.core.embedding.Embedders;
import org.beamnsl.core.embedding.WordWeighting;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.InputFile;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.tfrecord.TfRecordCompression;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.proto.BytesList;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;
import org.tensorflow.proto.FloatList;

@ExtendWith(PipelineExtension.class)
final class EmbedHereTest {
  private static final String[] WORDS = {"sun", "sand", "sea", "snow", "ice", "warm", "cold"};

  @TempDir Path folder;

  @BeforeEach
  void writeInputs() throws IOException {
    for (int file = 0; file < 3; file++) {
      byte[][] records = new byte[40][];
      for (int i = 0; i < records.length; i++) {
        records[i] = record("n" + file + "-" + i, file * 31 + i);
      }
      records[7] = "no Example".getBytes(StandardCharsets.UTF_8);
      records[8] = record("tab\there", 1);
      SampleExamples.write(folder.resolve("in-" + file), records);
    }
    StringBuilder vectors = new StringBuilder();
    for (int word = 0; word < WORDS.length - 1; word++) {
      vectors.append(WORDS[word] + " 0." + word + " 1." + 3 * word + " -" + word + "\n");
    }
    Files.writeString(folder.resolve("vectors.txt"), vectors);
  }

  @ParameterizedTest
  @CsvSource({
    "text, text, 3, false, 1",
    "text, text, 3, true, 2",
    "bag, text, 16, false, 2",
    "feature, x, 2, false, 1",
    "feature, x, 2, true, 2",
    "wordvectors:VECTORS, text, 0, true, 2",
    "colors, text, 0, false, 1",
  })
  void withoutAnEngineTheSameIsWritten(
      String embedder,
      String feature,
      int dimensions,
      boolean center,
      int shards,
      TestPipeline pipeline)
      throws IOException {
    EmbedParams params =
        new EmbedParams(
            embedder.replace("VECTORS", folder.resolve("vectors.txt").toString()),
            List.of(feature),
            dimensions,
            1,
            WordWeighting.IDF,
            center,
            42);
    pipeline.enableAbandonedNodeEnforcement(false);
    SplitPlan onEngine = plan("engine", shards);
    pipeline
        .apply(EmbedFiles.of(onEngine, Embedders.of(params), RowFeatures.defaults()))
        .apply(WriteStageReport.of("embed", folder.resolve("report").toString()));
    pipeline.run().waitUntilFinish();
    StageReport expected = StageReport.take(folder.resolve("report").toString());

    StageReport report =
        EmbedHere.embed(plan("here", shards), Embedders.of(params), RowFeatures.defaults());

    assertThat(report).isEqualTo(expected);
    assertThat(report.count("read")).isEqualTo(120);
    assertThat(report.count("records") + report.count("badRecords")).isEqualTo(120);
    for (ManifestFile file : expected.files()) {
      assertThat(Files.readAllBytes(folder.resolve("here").resolve(file.path())))
          .isEqualTo(Files.readAllBytes(folder.resolve("engine").resolve(file.path())));
    }
    String list = "badrecords/part-00000-of-00001";
    assertThat(Files.readString(folder.resolve("here").resolve(list)))
        .isEqualTo(Files.readString(folder.resolve("engine").resolve(list)));
  }

  @Test
  void aTruncatedFileFailsWithItsName() throws IOException {
    byte[] bytes = Files.readAllBytes(folder.resolve("in-1"));
    Files.write(folder.resolve("in-1"), Arrays.copyOf(bytes, bytes.length - 3));
    NslException e =
        assertThrows(
            NslException.class,
            () ->
                EmbedHere.embed(
                    plan("here", 1),
                    Embedders.of(EmbedParams.text("text").withDimensions(2)),
                    RowFeatures.defaults()));
    assertThat(e).hasMessageThat().contains("in-1: damaged record at byte");
  }

  private SplitPlan plan(String output, int shards) throws IOException {
    RecordSources sources = new RecordSources();
    for (int file = 0; file < 3; file++) {
      Path path = folder.resolve("in-" + file);
      sources.add(List.of(new InputFile(path.toString(), Files.size(path), -1)), file / 2);
    }
    return new SplitPlan(
        sources.list(),
        new ArrayList<>(List.of("train", "test")),
        Files.createDirectories(folder.resolve(output)).toString(),
        "",
        shards,
        TfRecordCompression.NONE);
  }

  private static byte[] record(String id, int seed) {
    String text = WORDS[seed % 7] + " " + WORDS[seed * 3 % 5] + " " + WORDS[seed / 7 % 7];
    return Example.newBuilder()
        .setFeatures(
            Features.newBuilder()
                .putFeature("id", bytes(id))
                .putFeature("text", bytes(text))
                .putFeature(
                    "x",
                    Feature.newBuilder()
                        .setFloatList(FloatList.newBuilder().addValue(seed / 7f).addValue(-seed))
                        .build()))
        .build()
        .toByteArray();
  }

  private static Feature bytes(String text) {
    return Feature.newBuilder()
        .setBytesList(BytesList.newBuilder().addValue(ByteString.copyFromUtf8(text)))
        .build();
  }
}
