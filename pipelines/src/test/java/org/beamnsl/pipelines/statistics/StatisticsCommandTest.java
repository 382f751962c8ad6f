package org.beamnsl.pipelines.statistics;

import static com.google.common.truth.Truth.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.beamnsl.core.command.CommandLineProgram;
import org.beamnsl.core.command.EngineFlags;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.pipelines.splits.SplitWriter;
import org.beamnsl.pipelines.testing.CommandLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Example;
import org.tensorflow.proto.Feature;

final class StatisticsCommandTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

  private String artifact(String name, long trainLabel, int testValues) throws IOException {
    try (ArtifactStaging staging = ArtifactStaging.begin(folder + "/" + name, false)) {
      List<ManifestFile> files = new ArrayList<>();
      files.addAll(split(staging, "train", trainLabel, 2));
      files.addAll(split(staging, "test", 1, testValues));
      staging.commit(Manifest.of("test", "Examples").withFiles(files));
    }
    return folder + "/" + name;
  }

  private static List<ManifestFile> split(
      ArtifactStaging staging, String name, long label, int values) throws IOException {
    try (SplitWriter writer = new SplitWriter(staging, name, 1)) {
      Example.Builder example = Example.newBuilder();
      example.getFeaturesBuilder().putFeature("label", ints(label, 1));
      example.getFeaturesBuilder().putFeature("words", ints(7, values));
      writer.write(example.build().toByteArray());
      return writer.finish();
    }
  }

  private static Feature ints(long value, int count) {
    Feature.Builder feature = Feature.newBuilder();
    for (int i = 0; i < count; i++) {
      feature.getInt64ListBuilder().addValue(value);
    }
    return feature.build();
  }

  private int run(String... flags) {
    List<String> args = new ArrayList<>(List.of("statistics"));
    args.addAll(List.of(flags));
    PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);
    return new CommandLineProgram(List.of(new StatisticsCommand()), EngineFlags.NONE)
        .run(args, stream, stream, Map.of());
  }

  @Test
  void anotherLengthInTheTestSplitIsAnAnomaly() throws IOException {
    String input = artifact("data", 0, 3);
    assertThat(run("--input=" + input, "--output=" + folder + "/out")).isEqualTo(0);
    assertThat(Files.readString(folder.resolve("out/anomalies.txt")))
        .isEqualTo("test: feature 'words' has 3 to 3 values, the schema says 2");
    assertThat(Files.readString(folder.resolve("out/schema.json"))).contains("\"kind\" : \"int\"");
  }

  @Test
  void driftBeyondTheLimitFailsAndNamesTheFeature() throws IOException {
    run("--input=" + artifact("before", 0, 2), "--output=" + folder + "/baseline");
    String now = artifact("now", 1, 2);
    String[] flags = {
      "--input=" + now, "--baseline=" + folder + "/baseline", "--output=" + folder + "/out"
    };
    assertThat(run(flags[0], flags[1], flags[2], "--maxDrift=0.3")).isEqualTo(1);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("feature 'label' has drifted by 1.0000");
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("drift: words 0.0000");
    // A schedule that comes again must meet the same closed gate, not an artifact.
    assertThat(Files.exists(folder.resolve("out"))).isFalse();
    assertThat(run(flags[0], flags[1], flags[2], "--maxDrift=0.3")).isEqualTo(1);
    assertThat(run(flags[0], flags[1], flags[2], "--driftFeatures=words")).isEqualTo(0);
  }

  @Test
  void aValueThatTheSchemaDoesNotKnowIsAnAnomalyThatCanStopARun() throws IOException {
    run("--input=" + labels("before", 0, 1, 0, 1), "--output=" + folder + "/schema");
    String now = "--input=" + labels("now", 0, 7, 8, 1);
    String schema = "--schema=" + folder + "/schema";
    assertThat(run(now, schema, "--failOnAnomalies=true", "--output=" + folder + "/out"))
        .isEqualTo(1);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("train: feature 'label' has the values '7', '8'; the schema knows [0, 1]");
    assertThat(Files.exists(folder.resolve("out"))).isFalse();
    assertThat(run(now, schema, "--output=" + folder + "/out")).isEqualTo(0);
    assertThat(Files.readString(folder.resolve("out/anomalies.txt"))).contains("'7', '8'");
  }

  @Test
  void aFolderWithoutSchemaIsMissingInput() throws IOException {
    String now = "--input=" + labels("now", 0, 1);
    assertThat(run(now, "--schema=" + folder, "--output=" + folder + "/out")).isEqualTo(66);
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("has no schema.json");
  }

  private String labels(String name, long... labels) throws IOException {
    try (ArtifactStaging staging = ArtifactStaging.begin(folder + "/" + name, false)) {
      List<ManifestFile> files;
      try (SplitWriter writer = new SplitWriter(staging, "train", 1)) {
        for (long label : labels) {
          Example.Builder example = Example.newBuilder();
          example.getFeaturesBuilder().putFeature("label", ints(label, 1));
          writer.write(example.build().toByteArray());
        }
        files = writer.finish();
      }
      staging.commit(Manifest.of("test", "Examples").withFiles(files));
    }
    return folder + "/" + name;
  }

  /** Numbers around a center, spread as a normal distribution. */
  private String numbers(String name, double center, String feature) throws IOException {
    java.util.Random random = new java.util.Random(5);
    try (ArtifactStaging staging = ArtifactStaging.begin(folder + "/" + name, false)) {
      List<ManifestFile> files;
      try (SplitWriter writer = new SplitWriter(staging, "train", 1)) {
        for (int i = 0; i < 500; i++) {
          Feature.Builder value = Feature.newBuilder();
          value.getFloatListBuilder().addValue((float) (center + random.nextGaussian()));
          Example.Builder example = Example.newBuilder();
          example.getFeaturesBuilder().putFeature(feature, value.build());
          writer.write(example.build().toByteArray());
        }
        files = writer.finish();
      }
      staging.commit(Manifest.of("test", "Examples").withFiles(files));
    }
    return folder + "/" + name;
  }

  @Test
  void numbersThatMoveDriftByTheirDistribution() throws IOException {
    run("--input=" + numbers("before", 0, "x"), "--output=" + folder + "/baseline");
    String baseline = "--baseline=" + folder + "/baseline";
    assertThat(
            run(
                "--input=" + numbers("same", 0.05, "x"),
                baseline,
                "--maxDrift=0.05",
                "--output=" + folder + "/out"))
        .isEqualTo(0);
    assertThat(
            run(
                "--input=" + numbers("moved", 2, "x"),
                baseline,
                "--maxDrift=0.3",
                "--output=" + folder + "/out2"))
        .isEqualTo(1);
  }

  @Test
  void aFeatureThatCameOrWentHasMovedByTheMostThereIs() throws IOException {
    run("--input=" + numbers("before", 0, "x"), "--output=" + folder + "/baseline");
    String now = "--input=" + numbers("now", 0, "y");
    String baseline = "--baseline=" + folder + "/baseline";
    String output = "--output=" + folder + "/out";
    assertThat(run(now, baseline, "--maxDrift=0.5", output)).isEqualTo(1);
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("drift: x 1.0000");
    assertThat(printed.toString(StandardCharsets.UTF_8)).contains("drift: y 1.0000");
    assertThat(run(now, baseline, "--driftFeatures=z", output)).isEqualTo(64);
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("--driftFeatures=z: neither these data nor --baseline have it");
  }

  @Test
  void statisticsTellWhatIsMissingFrequentAndHowLong() throws IOException {
    String input = artifact("data", 0, 3);
    assertThat(run("--input=" + input, "--output=" + folder + "/out")).isEqualTo(0);
    String json = Files.readString(folder.resolve("out/statistics.json"));
    com.fasterxml.jackson.databind.JsonNode words =
        new com.fasterxml.jackson.databind.ObjectMapper().readTree(json).at("/test/features/words");
    assertThat(words.path("missing").asInt()).isEqualTo(0);
    assertThat(words.path("minLength").asInt()).isEqualTo(3);
    assertThat(words.path("meanLength").asDouble()).isEqualTo(3);
    assertThat(words.at("/lengthQuantiles/5").asDouble()).isEqualTo(3);
    assertThat(words.at("/top/7").asInt()).isEqualTo(3);
    assertThat(words.at("/quantiles/5").asDouble()).isEqualTo(7.0);
  }

  @Test
  void aRecordThatIsNoExampleIsNamedByFileAndByte() throws IOException {
    List<ManifestFile> files;
    try (ArtifactStaging staging = ArtifactStaging.begin(folder + "/bad", false)) {
      try (SplitWriter writer = new SplitWriter(staging, "train", 1)) {
        writer.write(Example.getDefaultInstance().toByteArray());
        writer.write(new byte[] {1});
        files = writer.finish();
      }
      staging.commit(Manifest.of("test", "Examples").withFiles(files));
    }

    CommandLine run =
        CommandLine.run(
            new StatisticsCommand(), "--input=" + folder + "/bad", "--output=" + folder + "/out");

    assertThat(run.status()).isEqualTo(65);
    assertThat(run.err()).contains("Split-train/data_tfrecord-00000-of-00001.gz:1: not an Example");
    assertThat(Files.exists(Path.of(folder + "/out"))).isFalse();
  }
}
