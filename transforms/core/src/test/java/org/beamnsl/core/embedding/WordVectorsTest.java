package org.beamnsl.core.embedding;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.embedding.rows.EmbedMethod;
import org.beamnsl.core.embedding.rows.LearningInMemory;
import org.beamnsl.core.embedding.rows.RowDecoder;
import org.beamnsl.core.embedding.rows.RowIntake;
import org.beamnsl.core.embedding.rows.RowReader;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.page.PartitionPages;
import org.beamnsl.core.tfrecord.TfRecordWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.BytesList;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;
import org.tensorflow.proto.FloatList;

final class WordVectorsTest {
  @TempDir Path folder;

  @Test
  void wordsOfATextAreAveraged() throws IOException {
    String file = text("sun 1 0\nsea 0 2\n, 9 9\n");
    assertThat(embed(file, WordWeighting.MEAN, false, "Sun, sun sea; unknown").get(0))
        .usingTolerance(1e-6)
        .containsExactly(2 / 3.0, 2 / 3.0)
        .inOrder();
    assertThat(embed(file, WordWeighting.SQRTN, false, "sun sun sea sun").get(0))
        .usingTolerance(1e-6)
        .containsExactly(1.5, 1.0)
        .inOrder();
  }

  @Test
  void rareWordsCountForMoreWithIdf() throws IOException {
    String file = text("2 2\nsun 1 0\nsea 0 1\n");
    float[] vector = embed(file, WordWeighting.IDF, false, "sun sea", "sun", "moon").get(0);
    double sun = Math.log(4 / 3.0);
    double sea = Math.log(4 / 2.0);
    assertThat(vector).usingTolerance(1e-6).containsExactly(sun / (sun + sea), sea / (sun + sea));
  }

  @Test
  void textsWithoutKnownWordsAreZero() throws IOException {
    assertThat(embed(text("sun 1 0\n"), WordWeighting.IDF, true, "moon", "sun").get(0))
        .isEqualTo(new float[2]);
  }

  @Test
  void centeringTakesTheMeanDirectionOut() throws IOException {
    List<float[]> vectors =
        embed(text("sun 3 4\nsea 4 -3\n"), WordWeighting.MEAN, true, "sun", "sea");
    assertThat(vectors.get(0)[0]).isWithin(1e-6f).of(-vectors.get(1)[0]);
    assertThat(vectors.get(0)[1]).isWithin(1e-6f).of(-vectors.get(1)[1]);
    assertThat(Math.hypot(vectors.get(0)[0], vectors.get(0)[1])).isWithin(1e-6).of(1);
  }

  @Test
  void recordFilesServeAsWell() throws IOException {
    Path file = folder.resolve("words.tfrecord.gz");
    try (TfRecordWriter writer = TfRecordWriter.create(file)) {
      writer.write(
          Example.newBuilder()
              .setFeatures(
                  Features.newBuilder()
                      .putFeature("id", bytes("sun"))
                      .putFeature(
                          "embedding",
                          Feature.newBuilder()
                              .setFloatList(FloatList.newBuilder().addValue(1).addValue(5))
                              .build()))
              .build()
              .toByteArray());
    }
    assertThat(embed(file.toString(), WordWeighting.MEAN, false, "sun").get(0))
        .isEqualTo(new float[] {1, 5});
  }

  @Test
  void badLinesAreNamed() throws IOException {
    String file = text("sun 1 0\nsea 1\n");
    NslException thrown =
        assertThrows(NslException.class, () -> embed(file, WordWeighting.MEAN, false, "sun"));
    assertThat(thrown).hasMessageThat().endsWith("words.txt:2: 1 values, expected 2");
  }

  private String text(String lines) throws IOException {
    return Files.writeString(folder.resolve("words.txt"), lines).toString();
  }

  private static List<float[]> embed(
      String file, WordWeighting weighting, boolean center, String... texts) throws IOException {
    EmbedMethod method =
        Embedders.of(
            new EmbedParams("wordvectors:" + file, List.of("text"), 0, 1, weighting, center, 42));
    List<byte[]> pages = new ArrayList<>();
    List<BadRecord> bad = new ArrayList<>();
    PartitionPages out = new PartitionPages(1, (partition, page) -> pages.add(page));
    try (RowIntake intake = new RowIntake(method, "id", "label")) {
      for (int i = 0; i < texts.length; i++) {
        intake.add(example("r" + i, texts[i]), 0, new BadRecord("f", i, ""), out, bad::add);
      }
      intake.flush(out, bad::add);
    }
    out.flush();
    assertThat(bad).isEmpty();
    RowDecoder decoder = method.decoder(LearningInMemory.of(method.passes(), pages));
    List<float[]> vectors = new ArrayList<>();
    for (byte[] page : pages) {
      RowReader rows = new RowReader(page);
      while (rows.next()) {
        vectors.add(decoder.vector(rows));
      }
    }
    return vectors;
  }

  private static byte[] example(String id, String text) {
    return Example.newBuilder()
        .setFeatures(
            Features.newBuilder().putFeature("id", bytes(id)).putFeature("text", bytes(text)))
        .build()
        .toByteArray();
  }

  private static Feature bytes(String text) {
    return Feature.newBuilder()
        .setBytesList(
            BytesList.newBuilder()
                .addValue(ByteString.copyFrom(text.getBytes(StandardCharsets.UTF_8))))
        .build();
  }
}
