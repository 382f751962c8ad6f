package org.beamnsl.beam.embed;

import static com.google.common.truth.Truth.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.beamnsl.core.embedding.EmbedParams;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.BytesList;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;

final class EmbedExamplesTest {
  @Test
  void examplesComeOutWithVectorsAndTheRestAsBadRecords() {
    Pipeline pipeline =
        Pipeline.create(PipelineOptionsFactory.fromArgs("--runner=DirectRunner").create());
    List<byte[]> examples = new ArrayList<>();
    examples.add(example("a", "warm sun and warm sand"));
    examples.add(example("b", "sand in the sun"));
    examples.add(example("c", "cold snow on ice"));
    examples.add(example("d", "ice cold ice and snow"));
    examples.add(example("tab\there", "ice"));
    PCollectionTuple out =
        pipeline
            .apply(Create.of(examples).withCoder(ByteArrayCoder.of()))
            .apply(EmbedExamples.with(EmbedParams.text("text").withDimensions(2)));
    PAssert.that(out.get(EmbedExamples.EMBEDDED)).satisfies(EmbedExamplesTest::check);
    PAssert.that(out.get(EmbedExamples.BAD_RECORDS))
        .satisfies(
            bad -> {
              assertThat(bad).hasSize(1);
              assertThat(bad.iterator().next().reason())
                  .isEqualTo("its id holds a tab or a line break");
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void textsThatShareNoWordAreZero() {
    Pipeline pipeline =
        Pipeline.create(PipelineOptionsFactory.fromArgs("--runner=DirectRunner").create());
    List<byte[]> examples = List.of(example("a", "sun"), example("b", "snow"));
    PCollectionTuple out =
        pipeline
            .apply(Create.of(examples).withCoder(ByteArrayCoder.of()))
            .apply(EmbedExamples.with(EmbedParams.text("text").withDimensions(2)));
    PAssert.that(out.get(EmbedExamples.EMBEDDED))
        .satisfies(
            records -> {
              for (byte[] record : records) {
                assertThat(vector(record)).containsExactly(0f, 0f);
              }
              assertThat(records).hasSize(2);
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  private static List<Float> vector(byte[] record) {
    try {
      return Example.parseFrom(record)
          .getFeatures()
          .getFeatureOrThrow("embedding")
          .getFloatList()
          .getValueList();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static Void check(Iterable<byte[]> records) {
    Map<String, List<Float>> vectors = new TreeMap<>();
    for (byte[] record : records) {
      try {
        Features features = Example.parseFrom(record).getFeatures();
        vectors.put(
            features.getFeatureOrThrow("id").getBytesList().getValue(0).toStringUtf8(),
            features.getFeatureOrThrow("embedding").getFloatList().getValueList());
        assertThat(features.getFeatureOrThrow("label").getInt64List().getValue(0)).isEqualTo(-1);
      } catch (InvalidProtocolBufferException e) {
        throw new AssertionError(e);
      }
    }
    assertThat(vectors.keySet()).containsExactly("a", "b", "c", "d");
    assertThat(dot(vectors, "a", "b")).isGreaterThan(dot(vectors, "a", "c"));
    assertThat(dot(vectors, "c", "d")).isGreaterThan(dot(vectors, "b", "d"));
    return null;
  }

  private static double dot(Map<String, List<Float>> vectors, String first, String second) {
    List<Float> a = vectors.getOrDefault(first, List.of());
    List<Float> b = vectors.getOrDefault(second, List.of());
    double dot = 0;
    for (int i = 0; i < 2; i++) {
      dot += (double) a.get(i) * b.get(i);
    }
    return dot;
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
        .setBytesList(BytesList.newBuilder().addValue(ByteString.copyFromUtf8(text)))
        .build();
  }
}
