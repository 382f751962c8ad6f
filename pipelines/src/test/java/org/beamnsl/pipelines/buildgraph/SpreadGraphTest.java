package org.beamnsl.pipelines.buildgraph;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.beamnsl.core.manifest.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command with rows spread over at least eight partitions. */
final class SpreadGraphTest {
  private static final int ROWS = 1200;

  @TempDir Path folder;
  private Path input;

  @BeforeEach
  void writeRows() throws IOException {
    input = new ClusteredRows(ROWS).write(folder.resolve("emb.tfrecord"), 0, ROWS, 1);
  }

  @Test
  void hashingIntoEightPartitionsSaysSoAndFindsWhatOnePartitionFinds() throws IOException {
    String[] hashed = {"--method=lsh", "--targetRecall=0.95"};
    Set<String> truth = Set.copyOf(lines(build("truth", "--method=exact")));
    Set<String> one = Set.copyOf(lines(build("one", hashed)));
    Path many = build("many", "--method=lsh", "--targetRecall=0.95", "--partitionRows=250");
    List<String> found = lines(many);
    assertThat(found).containsNoDuplicates();
    assertThat(truth).containsAtLeastElementsIn(found);
    assertThat(truth).containsAtLeastElementsIn(one);
    assertThat((double) found.size() / truth.size()).isAtLeast(0.95);

    Map<String, Object> details = Manifest.read(many + Manifest.SUFFIX).details();
    assertThat(details).containsEntry("method", "lsh");
    assertThat((Integer) details.get("partitions")).isAtLeast(8);
    assertThat((Integer) details.get("joinedPartitions")).isAtLeast(8);
    assertThat((Integer) details.get("outerRounds")).isAtLeast(2);
    assertThat((Integer) details.get("rounds")).isAtLeast(2);
    assertThat((Integer) details.get("largestBucket")).isAtMost(250);
    assertThat(details).containsEntry("overfullBuckets", 0);
    assertWithMessage("pairs compared, so that no exact mode hides")
        .that(number(details, "comparedPairs"))
        .isLessThan(ROWS * (ROWS - 1) / 2.0);
    double recall = (double) found.size() / truth.size();
    assertThat((Double) details.get("recallFromSample")).isWithin(0.02).of(recall);
    assertThat((Double) details.get("recallFromWeights")).isWithin(0.04).of(recall);
  }

  @Test
  void statisticsAndRecallAreThoseOfOnePartition() throws IOException {
    Map<String, Object> one = details(build("one", "--method=exact"));
    Map<String, Object> many = details(build("many", "--method=exact", "--partitionRows=100"));
    assertThat((Integer) many.get("partitions")).isAtLeast(8);
    assertThat(many.get("recallFromSample")).isEqualTo(1.0);
    Map<?, ?> expected = (Map<?, ?>) Objects.requireNonNull(one.get("graph"));
    Map<?, ?> graph = (Map<?, ?>) Objects.requireNonNull(many.get("graph"));
    assertThat((Integer) expected.get("components")).isGreaterThan(10);
    assertThat(graph.keySet()).containsExactlyElementsIn(expected.keySet()).inOrder();
    for (Object fact : expected.keySet()) {
      assertWithMessage("%s", fact)
          .that(number(graph, fact))
          .isWithin(1e-9)
          .of(number(expected, fact));
    }
  }

  @Test
  void theOrderOfRowsAndFilesChangesNoByte() throws IOException {
    String[] one = {"--method=lsh", "--targetRecall=0.9"};
    String[] many = {"--method=lsh", "--targetRecall=0.9", "--partitionRows=250"};
    String oneFile = Files.readString(build("one", one));
    String manyFile = Files.readString(build("many", many));
    ClusteredRows rows = new ClusteredRows(ROWS);
    Path later = rows.write(folder.resolve("later.tfrecord"), 500, ROWS, 3);
    Path earlier = rows.write(folder.resolve("earlier.tfrecord"), 0, 500, 4);
    Path sharded = folder.resolve("sharded.tsv");
    for (String[] flags : List.of(one, many)) {
      BuildGraphRun run = run(later + "," + earlier, sharded, flags);
      assertWithMessage(run.err()).that(run.status()).isEqualTo(0);
      assertThat(Files.readString(sharded)).isEqualTo(flags == one ? oneFile : manyFile);
      Files.delete(sharded);
      Files.delete(Path.of(sharded + Manifest.SUFFIX));
    }
  }

  @Test
  void topKGivesEachRowItsNearestRowsWhateverTheirCosine() throws IOException {
    Path exact = build("exact", "--topK=3", "--method=exact");
    Path many = build("many", "--topK=3", "--method=exact", "--partitionRows=150");
    assertThat(Files.readString(many)).isEqualTo(Files.readString(exact));
    Set<String> truth = new HashSet<>(lines(exact));
    Set<String> sources = new HashSet<>();
    truth.forEach(line -> sources.add(line.substring(0, line.indexOf('\t'))));
    assertThat(sources).hasSize(ROWS);
    for (String rows : List.of("1000000", "300")) {
      Path hashed =
          build(
              "hashed" + rows,
              "--topK=3",
              "--method=lsh",
              "--targetRecall=0.95",
              "--partitionRows=" + rows);
      Map<String, Object> details = details(hashed);
      assertThat(details).containsEntry("method", "lsh");
      assertThat((Double) details.get("expectedRecall")).isAtLeast(0.95);
      assertThat((Double) details.get("recallFromSample")).isAtLeast(0.95);
      List<String> found = lines(hashed);
      double right = found.stream().filter(truth::contains).count();
      assertThat(right / truth.size()).isAtLeast(0.95);
    }
  }

  @Test
  void twentyThousandIdenticalVectorsAmongOthersAreBoundedByTheirNearestNeighbors()
      throws IOException {
    EmbeddingFile rows = new EmbeddingFile();
    Random random = new Random(2);
    for (int row = 0; row < 20_000; row++) {
      rows.row(String.format("same%05d", row), 1f, 2f, 3f, 4f);
    }
    for (int row = 0; row < 1000; row++) {
      rows.row(
          "other" + row,
          (float) random.nextGaussian(),
          (float) random.nextGaussian(),
          (float) random.nextGaussian(),
          (float) random.nextGaussian());
    }
    input = rows.write(folder.resolve("same.tfrecord"));
    Path graph =
        build(
            "same",
            "--method=lsh",
            "--maxNeighbors=2",
            "--neighborRule=union",
            "--lshSplits=1",
            "--lshRounds=2");
    Map<String, Object> details = details(graph);
    assertThat((Integer) details.get("overfullBuckets")).isAtLeast(1);
    assertThat((Integer) details.get("largestBucket")).isAtLeast(20_000);
    Set<String> sources = new HashSet<>();
    for (String line : lines(graph)) {
      if (line.startsWith("same")) {
        sources.add(line.substring(0, line.indexOf('\t')));
      }
    }
    assertThat(sources).hasSize(20_000);
  }

  private Path build(String name, String... flags) throws IOException {
    Path output = folder.resolve(name + ".tsv");
    BuildGraphRun run = run(input.toString(), output, flags);
    assertWithMessage(run.err()).that(run.status()).isEqualTo(0);
    return output;
  }

  private static BuildGraphRun run(String input, Path output, String... flags) {
    List<Object> all = new ArrayList<>(List.of(flags));
    all.add("--input=" + input);
    all.add("--output=" + output);
    if (all.stream().noneMatch(flag -> flag.toString().startsWith("--topK"))) {
      all.add("--similarityThreshold=0.9");
    }
    return BuildGraphRun.of(all.toArray());
  }

  private static double number(Map<?, ?> facts, Object name) {
    return ((Number) Objects.requireNonNull(facts.get(name))).doubleValue();
  }

  private static List<String> lines(Path graph) throws IOException {
    return Files.readAllLines(graph);
  }

  private static Map<String, Object> details(Path graph) throws IOException {
    return Manifest.read(graph + Manifest.SUFFIX).details();
  }
}
