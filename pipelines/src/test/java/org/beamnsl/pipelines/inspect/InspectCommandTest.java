package org.beamnsl.pipelines.inspect;

import static com.google.common.truth.Truth.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.beamnsl.core.tfrecord.TfRecordWriter;
import org.beamnsl.pipelines.testing.CommandLine;
import org.beamnsl.pipelines.testing.SmallArtifact;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.BytesList;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;
import org.tensorflow.proto.FloatList;
import org.tensorflow.proto.Int64List;

final class InspectCommandTest {
  @TempDir Path folder;

  private CommandLine inspect(Path path) {
    return CommandLine.run(new InspectCommand(), "--input=" + path, "--limit=2");
  }

  @Test
  void examplesArePrintedFeatureByFeature() throws IOException {
    FloatList.Builder words = FloatList.newBuilder();
    for (int i = 0; i < 9; i++) {
      words.addValue(i / 2f);
    }
    Features features =
        Features.newBuilder()
            .putFeature(
                "id",
                Feature.newBuilder()
                    .setBytesList(
                        BytesList.newBuilder().addValue(ByteString.copyFromUtf8("a\u001b[2Jb")))
                    .build())
            .putFeature(
                "label",
                Feature.newBuilder().setInt64List(Int64List.newBuilder().addValue(3)).build())
            .putFeature("words", Feature.newBuilder().setFloatList(words).build())
            .build();
    Path file = folder.resolve("x.tfrecord");
    try (TfRecordWriter writer = TfRecordWriter.create(file)) {
      writer.write(Example.newBuilder().setFeatures(features).build().toByteArray());
    }
    String printed = inspect(file).out().replaceAll(" +", " ");
    assertThat(printed).contains("record 0 at byte 0");
    assertThat(printed).contains(" id \"a\\u001b[2Jb\"\n");
    assertThat(printed).contains(" label 3\n");
    assertThat(printed).contains(" words 9 × float: 0.00000, 0.500000, 1.00000,");
    assertThat(printed).doesNotContain("\u001b");
  }

  @Test
  void edgesArePrintedUpToTheLimit() throws IOException {
    Path file = Files.writeString(folder.resolve("graph.tsv"), "a\tb\t0.9\nb\ta\t0.9\nc\ta\t1\n");
    assertThat(inspect(file).out()).endsWith("  a  b  0.9\n  b  a  0.9\n");
  }

  @Test
  void artifactsShowTheirManifest() throws IOException {
    SmallArtifact.write(folder.resolve("g"), "Graph", Map.of("Split-train/graph.tsv", "a\tb\n"));
    assertThat(inspect(folder.resolve("g")).out()).contains("type      Graph, by test");
    assertThat(inspect(folder.resolve("g")).out()).contains("  a  b\n");
  }

  @Test
  void aDamagedFileIsNamedWithItsPosition() throws IOException {
    Path file = Files.writeString(folder.resolve("x.tfrecord"), "this is no record file");
    assertThat(inspect(file).status()).isEqualTo(65);
    assertThat(inspect(file).err()).contains("x.tfrecord");
  }
}
