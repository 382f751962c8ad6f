package org.beamnsl.examples.pipelines;

import static com.google.common.truth.Truth.assertThat;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.beam.runners.flink.FlinkRunner;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.beamnsl.core.tfrecord.TfRecordReader;
import org.beamnsl.core.tfrecord.TfRecordWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.BytesList;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;
import org.tensorflow.proto.Features;
import org.tensorflow.proto.Int64List;

/** The pipeline with steps of its own runs on embedded Flink. */
class SimilarReviewsTest {
  private static final int LABELED = 12;
  private static final List<String> GOOD = List.of("warm", "funny", "moving", "bright", "clever");
  private static final List<String> BAD = List.of("dull", "loud", "empty", "slow", "stale");

  @TempDir private Path directory;

  @Test
  void similarReviewsArePackedBesideLabeledOnesWithoutTheirMarkup() throws IOException {
    write(directory.resolve("reviews.tfrecord"), 60);
    List<Example> packed = run("one", 1);

    assertThat(packed).hasSize(LABELED);
    int neighbors = 0;
    for (Example example : packed) {
      long label = example.getFeatures().getFeatureOrThrow("label").getInt64List().getValue(0);
      assertThat(text(example, "text")).doesNotContain("<br />");
      long count =
          example.getFeatures().getFeatureOrThrow("NL_num_nbrs").getInt64List().getValue(0);
      for (int k = 0; k < count; k++) {
        String near = text(example, "NL_nbr_" + k + "_text");
        assertThat(near).doesNotContain("<br />");
        assertThat(GOOD.stream().anyMatch(near::contains)).isEqualTo(label == 1);
        float weight =
            example
                .getFeatures()
                .getFeatureOrThrow("NL_nbr_" + k + "_weight")
                .getFloatList()
                .getValue(0);
        assertThat(weight).isAtLeast(0f);
        assertThat(weight).isAtMost(1f);
        neighbors++;
      }
    }
    assertThat(neighbors).isAtLeast(2 * LABELED);
  }

  @Test
  void theRecordsDoNotDependOnTheParallelism() throws IOException {
    write(directory.resolve("reviews.tfrecord"), 60);
    TreeSet<String> one = new TreeSet<>(run("one", 1).stream().map(Example::toString).toList());
    TreeSet<String> four = new TreeSet<>(run("four", 4).stream().map(Example::toString).toList());
    assertThat(four).isEqualTo(one);
  }

  private List<Example> run(String name, int parallelism) throws IOException {
    SimilarReviews.Options options = PipelineOptionsFactory.as(SimilarReviews.Options.class);
    options.setInput(directory.resolve("reviews.tfrecord").toString());
    options.setOutput(directory.resolve(name).resolve("packed").toString());
    FlinkPipelineOptions flink = options.as(FlinkPipelineOptions.class);
    flink.setRunner(FlinkRunner.class);
    flink.setParallelism(parallelism);
    assertThat(SimilarReviews.create(options).run().waitUntilFinish())
        .isEqualTo(PipelineResult.State.DONE);
    List<Example> examples = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory.resolve(name))) {
      for (Path file : files.sorted().toList()) {
        try (TfRecordReader records = TfRecordReader.open(file)) {
          while (records.advance()) {
            examples.add(Example.parseFrom(records.record()));
          }
        }
      }
    }
    return examples;
  }

  private static void write(Path file, int reviews) throws IOException {
    Random random = new Random(1);
    try (TfRecordWriter writer = TfRecordWriter.create(file)) {
      for (int i = 0; i < reviews; i++) {
        List<String> words = i % 2 == 1 ? GOOD : BAD;
        StringBuilder text = new StringBuilder("film " + i);
        for (int k = 0; k < 8; k++) {
          text.append(k % 3 == 0 ? " <br /> " : " ").append(words.get(random.nextInt(5)));
        }
        Features.Builder features = Features.newBuilder();
        features.putFeature("text", bytes(text.toString()));
        features.putFeature("label", integer(i < LABELED ? i % 2 : -1));
        writer.write(Example.newBuilder().setFeatures(features).build().toByteArray());
      }
    }
  }

  private static String text(Example example, String feature) {
    return example
        .getFeatures()
        .getFeatureOrThrow(feature)
        .getBytesList()
        .getValue(0)
        .toStringUtf8();
  }

  private static Feature bytes(String value) {
    return Feature.newBuilder()
        .setBytesList(BytesList.newBuilder().addValue(ByteString.copyFromUtf8(value)))
        .build();
  }

  private static Feature integer(long value) {
    return Feature.newBuilder().setInt64List(Int64List.newBuilder().addValue(value)).build();
  }
}
