package org.beamnsl.pipelines.buildgraph;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.beamnsl.core.graph.EdgeFiles;
import org.beamnsl.core.graph.EdgeInput;
import org.beamnsl.core.graph.WeightText;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.core.manifest.Sha256;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BuildGraphCommandTest {
  @TempDir Path folder;

  @Test
  void theGraphIsSortedAndTheManifestSaysHowItWasMade() throws IOException {
    Path input =
        new EmbeddingFile()
            .row("c", 1f, 0f)
            .row("a", 0.6f, 0.8f)
            .row("b", 2f, 0.5f)
            .row("d", -1f, 0f)
            .write(folder.resolve("emb.tfrecord"));
    Path output = folder.resolve("graph.tsv");
    BuildGraphRun run =
        BuildGraphRun.of("--input=" + input, "--output=" + output, "--similarityThreshold=0.6");
    assertWithMessage(run.err()).that(run.status()).isEqualTo(0);
    assertThat(Files.readString(output))
        .isEqualTo(
            """
            a\tb\t0.776114
            a\tc\t0.600000
            b\ta\t0.776114
            b\tc\t0.970143
            c\ta\t0.600000
            c\tb\t0.970143
            """);
    Manifest manifest = Manifest.read(output + Manifest.SUFFIX);
    assertThat(manifest.counters())
        .containsExactlyEntriesIn(Map.of("badRecords", 0L, "edges", 6L, "records", 4L));
    assertThat(manifest.details()).containsEntry("method", "exact");
    assertThat(manifest.details()).containsEntry("partitions", 1);
    assertThat(manifest.details()).containsEntry("rounds", 1);
    assertThat(manifest.details()).containsEntry("overfullBuckets", 0);
    assertThat(manifest.details()).containsEntry("recallFromSample", 1.0);
    assertThat(manifest.details()).containsKey("graph");
    assertThat(run.out()).contains("3 edges");
  }

  @Test
  void packedEdgesAreThoseOfTheText() throws IOException {
    EmbeddingFile rows = new EmbeddingFile();
    Random random = new Random(4);
    for (int i = 0; i < 300; i++) {
      rows.row("r" + i, random.nextFloat(), random.nextFloat(), random.nextFloat());
    }
    Path input = rows.write(folder.resolve("emb.tfrecord"));
    List<String> printed = new ArrayList<>();
    for (String rowsInOnePlace : List.of("1000000", "100")) {
      for (String name : List.of("graph.tsv", "graph.edges")) {
        BuildGraphRun run =
            BuildGraphRun.of(
                "--input=" + input,
                "--output=" + folder.resolve(name),
                "--partitionRows=" + rowsInOnePlace,
                "--similarityThreshold=0.99",
                "--overwrite=true");
        assertWithMessage(run.err()).that(run.status()).isEqualTo(0);
      }
      StringBuilder edges = new StringBuilder();
      try (EdgeInput in = EdgeFiles.open(folder.resolve("graph.edges").toString(), "", bad -> {})) {
        while (in.advance()) {
          String weight = WeightText.of(in.weight());
          edges.append(in.source() + "\t" + in.target() + "\t" + weight + "\n");
        }
      }
      assertThat(edges.toString()).isEqualTo(Files.readString(folder.resolve("graph.tsv")));
      Manifest text = Manifest.read(folder.resolve("graph.tsv") + Manifest.SUFFIX);
      Manifest packed = Manifest.read(folder.resolve("graph.edges") + Manifest.SUFFIX);
      assertThat(packed.counters()).isEqualTo(text.counters());
      assertThat(packed.files().get(0).sha256())
          .isEqualTo(Sha256.ofFile(folder.resolve("graph.edges").toString()));
      printed.add(edges.toString());
    }
    assertThat(printed.get(0)).isNotEmpty();
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()).toList())
          .containsExactly(
              "emb.tfrecord",
              "graph.tsv",
              "graph.tsv.manifest.json",
              "graph.edges",
              "graph.edges.manifest.json");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "graph_lsh_2_1_1.tsv, 2, 1, 1",
    "graph_lsh_5_10_5.tsv, 5, 10, 5",
    "graph_lsh_0_5_1.tsv, 0, 5, 1",
  })
  void theOriginalsCommandLineGivesTheOriginalsGraph(String file, int splits, int rounds, long seed)
      throws IOException {
    Path output = folder.resolve("out.tsv");
    BuildGraphRun run =
        BuildGraphRun.of(
            "--method=nsl",
            "--similarity_threshold=0.6",
            "--lsh_splits=" + splits,
            "--lsh_rounds=" + rounds,
            "--random_seed=" + seed,
            golden("emb_a.tfrecord"),
            golden("emb_b.tfrecord"),
            output);
    assertWithMessage(run.err()).that(run.status()).isEqualTo(0);
    assertThat(Files.readAllLines(output))
        .containsExactlyElementsIn(Files.readAllLines(golden(file)));
  }

  @ParameterizedTest
  @CsvSource({"graph_thr-1.0.tsv, -1", "graph_thr0.0.tsv, 0"})
  void inputsThatTheOriginalAcceptsInPartAreAcceptedWhenAsked(String file, double threshold)
      throws IOException {
    Path output = folder.resolve("out.tsv");
    BuildGraphRun run =
        BuildGraphRun.of(
            "--input=" + golden("emb_bad.tfrecord") + "," + golden("emb_b20.tfrecord"),
            "--output=" + output,
            "--similarityThreshold=" + threshold,
            "--maxBadFraction=1",
            "--onDuplicateId=last");
    assertWithMessage(run.err()).that(run.status()).isEqualTo(0);
    assertThat(Files.readAllLines(output))
        .containsExactlyElementsIn(Files.readAllLines(golden(file)));
  }

  @Test
  void featuresCanHaveOtherNames() throws IOException {
    Path output = folder.resolve("out.tsv");
    BuildGraphRun run =
        BuildGraphRun.of(
            "--input=" + golden("emb_custom.tfrecord"),
            "--output=" + output,
            "--id_feature_name=key",
            "--embedding_feature_name=vec",
            "--similarityThreshold=0");
    assertWithMessage(run.err()).that(run.status()).isEqualTo(0);
    assertThat(Files.readAllLines(output))
        .containsExactlyElementsIn(Files.readAllLines(golden("graph_custom.tsv")));
  }

  @Test
  void manyPartitionsGiveTheFileThatOneGives() throws IOException {
    Path input = clustered(folder.resolve("emb.tfrecord"));
    Path one = folder.resolve("one.tsv");
    Path many = folder.resolve("many.tsv");
    Object[] common = {"--input=" + input, "--method=exact", "--similarityThreshold=0.9"};
    assertThat(BuildGraphRun.of(with(common, "--output=" + one)).status()).isEqualTo(0);
    BuildGraphRun run = BuildGraphRun.of(with(common, "--output=" + many, "--partitionRows=100"));
    assertWithMessage(run.err()).that(run.status()).isEqualTo(0);
    assertThat(Files.readString(many)).isEqualTo(Files.readString(one));
    Manifest manifest = Manifest.read(many + Manifest.SUFFIX);
    assertThat((Integer) manifest.details().get("partitions")).isAtLeast(8);
    assertThat(manifest.details()).containsEntry("method", "exact");
    assertThat(Files.exists(folder.resolve("many.tsv.runs"))).isFalse();
  }

  @Test
  void anArtifactHasItsShardsInItsTrainSplit() throws IOException {
    Path input = clustered(folder.resolve("emb.tfrecord"));
    Path output = folder.resolve("graph");
    BuildGraphRun run =
        BuildGraphRun.of(
            "--input=" + input,
            "--output=" + output,
            "--similarityThreshold=0.9",
            "--numShards=3",
            "--maxNeighbors=2");
    assertWithMessage(run.err()).that(run.status()).isEqualTo(0);
    List<String> lines = new ArrayList<>();
    for (int shard = 0; shard < 3; shard++) {
      lines.addAll(
          Files.readAllLines(
              output.resolve(String.format("Split-train/graph.tsv-%05d-of-00003", shard))));
    }
    assertThat(lines).isInStrictOrder();
    Manifest manifest = Manifest.read(output.resolve(Manifest.FILE_NAME).toString());
    assertThat(manifest.files()).hasSize(3);
    assertThat(manifest.counters()).containsEntry("edges", (long) lines.size());
  }

  @Test
  void aDryRunPrintsThePlanAndWritesNothing() throws IOException {
    Path input = clustered(folder.resolve("emb.tfrecord"));
    Path output = folder.resolve("graph.tsv");
    BuildGraphRun run = BuildGraphRun.of("--input=" + input, "--output=" + output, "--dryRun");
    assertWithMessage(run.err()).that(run.status()).isEqualTo(0);
    assertThat(run.out()).contains("method               exact");
    assertThat(run.out()).contains("rows                 400");
    assertThat(run.out()).contains("shuffleBytes         0");
    BuildGraphRun large =
        BuildGraphRun.of(
            "--input=" + input, "--output=" + output, "--dryRun", "--assumeRows=100000000");
    assertThat(large.out()).contains("method               lsh");
    assertThat(large.out()).contains("rows                 100000000");
    assertThat(large.out()).containsMatch("shuffleBytes         [1-9][0-9]{9}");
    assertThat(Files.exists(output)).isFalse();
  }

  private static Object[] with(Object[] common, Object... more) {
    List<Object> all = new ArrayList<>(List.of(common));
    all.addAll(List.of(more));
    return all.toArray();
  }

  private static Path clustered(Path file) throws IOException {
    Random random = new Random(4);
    EmbeddingFile rows = new EmbeddingFile();
    float[] center = new float[8];
    for (int row = 0; row < 400; row++) {
      float[] vector = new float[8];
      for (int k = 0; k < 8; k++) {
        center[k] = row % 8 == 0 ? (float) random.nextGaussian() : center[k];
        vector[k] = center[k] + 0.2f * (float) random.nextGaussian();
      }
      rows.row("r" + row, vector);
    }
    return rows.write(file);
  }

  /** A golden file, copied to where the command can read it. */
  private Path golden(String name) throws IOException {
    Path file = folder.resolve(name);
    try (InputStream in =
        Objects.requireNonNull(
            BuildGraphCommandTest.class.getResourceAsStream("/golden/build_graph/" + name))) {
      Files.write(file, in.readAllBytes());
    }
    return file;
  }
}
