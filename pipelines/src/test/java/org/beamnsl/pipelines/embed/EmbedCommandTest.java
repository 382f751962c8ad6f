package org.beamnsl.pipelines.embed;

import static com.google.common.truth.Truth.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.core.tfrecord.TfRecordReader;
import org.beamnsl.core.tfrecord.TfRecordWriter;
import org.beamnsl.pipelines.testing.CommandLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.BytesList;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;
import org.tensorflow.proto.FloatList;
import org.tensorflow.proto.Int64List;

final class EmbedCommandTest {
  @TempDir Path folder;

  private CommandLine embed(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("--input=" + file(), "--output=" + folder.resolve("out")));
    arguments.addAll(List.of(more));
    return CommandLine.run(new EmbedCommand(), arguments.toArray(String[]::new));
  }

  @Test
  void featuresAreTakenAsTheyAreOrderedById() throws IOException {
    write(
        Map.of("id", text("b"), "x", floats(1, 2), "n", number(3), "label", number(1)),
        Map.of("id", text("a"), "x", floats(4, 5), "n", number(6)));

    CommandLine run = embed("--embedder=feature", "--feature=x,n");

    assertThat(run.err()).doesNotContain("nsl:");
    assertThat(run.status()).isEqualTo(0);
    assertThat(examples("out/Split-train/data_tfrecord-00000-of-00001"))
        .containsExactly(
            example(Map.of("id", text("a"), "label", number(-1), "embedding", floats(4, 5, 6))),
            example(Map.of("id", text("b"), "label", number(1), "embedding", floats(1, 2, 3))))
        .inOrder();
    Manifest manifest = Manifest.read(folder.resolve("out/manifest.json").toString());
    assertThat(manifest.type()).isEqualTo("Examples");
    assertThat(manifest.counters()).containsEntry("records", 2L);
  }

  @Test
  void textOfOneTopicIsCloserThanTextOfTwo() throws IOException {
    write(
        Map.of("id", text("a"), "text", text("warm sun and warm sand")),
        Map.of("id", text("b"), "text", text("sand in the sun")),
        Map.of("id", text("c"), "text", text("cold snow on ice")),
        Map.of("id", text("d"), "text", text("ice cold ice and snow")));

    CommandLine run = embed("--embedder=text", "--dimensions=2");

    assertThat(run.status()).isEqualTo(0);
    List<Example> out = examples("out/Split-train/data_tfrecord-00000-of-00001");
    assertThat(cosine(out.get(0), out.get(1))).isGreaterThan(cosine(out.get(0), out.get(2)));
    assertThat(cosine(out.get(2), out.get(3))).isGreaterThan(cosine(out.get(1), out.get(3)));
  }

  @Test
  void vectorsOfAnotherLengthAreBadRecords() throws IOException {
    write(
        Map.of("id", text("a"), "x", floats(1, 2)),
        Map.of("id", text("b"), "x", floats(1, 2, 3)),
        Map.of("id", text("c"), "x", floats(1, Float.NaN)));

    CommandLine strict = embed("--embedder=feature", "--feature=x");
    assertThat(strict.status()).isEqualTo(65);
    assertThat(strict.err()).contains("feature 'x' has 3 values, expected 2");
    assertThat(Files.exists(folder.resolve("out"))).isFalse();

    assertThat(embed("--embedder=feature", "--feature=x", "--maxBadFraction=0.7").status())
        .isEqualTo(0);
    assertThat(Files.readString(folder.resolve("out/badrecords/part-00000-of-00001")))
        .contains("holds NaN, expected finite numbers");
  }

  @Test
  void sharedIdsAreNamed() throws IOException {
    write(Map.of("id", text("a"), "x", floats(1)), Map.of("id", text("a"), "x", floats(2)));
    CommandLine run = embed("--embedder=feature", "--feature=x");
    assertThat(run.status()).isEqualTo(65);
    assertThat(run.err()).contains("share an id: 'a'");
  }

  @Test
  void unknownAndMissingEmbeddersAreToldApart() throws IOException {
    write(Map.of("id", text("a"), "x", floats(1)));
    assertThat(embed("--embedder=words").status()).isEqualTo(64);
    CommandLine missing = embed("--embedder=savedmodel:somewhere");
    assertThat(missing.status()).isEqualTo(78);
    assertThat(missing.err()).contains("nsl-embed-tensorflow");
  }

  private Path file() {
    return folder.resolve("in.tfrecord");
  }

  @SafeVarargs
  private void write(Map<String, Feature>... examples) throws IOException {
    try (TfRecordWriter writer = TfRecordWriter.create(file())) {
      for (Map<String, Feature> example : examples) {
        writer.write(example(example).toByteArray());
      }
    }
  }

  private List<Example> examples(String name) throws IOException {
    List<Example> examples = new ArrayList<>();
    try (TfRecordReader reader = TfRecordReader.open(folder.resolve(name))) {
      while (reader.advance()) {
        examples.add(Example.parseFrom(reader.record()));
      }
    }
    return examples;
  }

  private static double cosine(Example first, Example second) {
    List<Float> a = vector(first);
    List<Float> b = vector(second);
    double dot = 0;
    for (int i = 0; i < a.size(); i++) {
      dot += (double) a.get(i) * b.get(i);
    }
    return dot;
  }

  private static List<Float> vector(Example example) {
    return example.getFeatures().getFeatureOrThrow("embedding").getFloatList().getValueList();
  }

  private static Example example(Map<String, Feature> features) {
    return Example.newBuilder().setFeatures(Features.newBuilder().putAllFeature(features)).build();
  }

  private static Feature text(String text) {
    return Feature.newBuilder()
        .setBytesList(BytesList.newBuilder().addValue(ByteString.copyFromUtf8(text)))
        .build();
  }

  private static Feature floats(float... values) {
    FloatList.Builder list = FloatList.newBuilder();
    for (float value : values) {
      list.addValue(value);
    }
    return Feature.newBuilder().setFloatList(list).build();
  }

  private static Feature number(long value) {
    return Feature.newBuilder().setInt64List(Int64List.newBuilder().addValue(value)).build();
  }
}
