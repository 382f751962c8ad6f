package org.beamnsl.pipelines.buildgraph;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.beamnsl.core.manifest.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code build-graph --similarity} through the command. */
final class SimilarityMeasuresTest {
  private static final int ROWS = 1200;

  @TempDir Path folder;
  private int built;

  @Test
  void distancesBelowTheRadiusBecomeWeightsFromOneHalfToOne() throws IOException {
    Path input =
        new EmbeddingFile()
            .row("origin", 0f, 0f)
            .row("a", 3f, 4f)
            .row("b", 3f, 4f)
            .row("far", 100f, 0f)
            .row("c", 3f, -4.01f)
            .write(folder.resolve("points.tfrecord"));
    Path graph = build(input, "--similarity=euclidean --similarityThreshold=5");
    // The distance is radius * (1 / weight - 1); c is just outside.
    assertThat(Files.readString(graph))
        .isEqualTo(
            """
            a\tb\t1.000000
            a\torigin\t0.500000
            b\ta\t1.000000
            b\torigin\t0.500000
            origin\ta\t0.500000
            origin\tb\t0.500000
            """);
    assertThat(details(graph)).containsEntry("similarity", "euclidean");
    assertThat(details(graph)).containsEntry("zeroVectors", 0);
    assertThat(details(graph)).containsEntry("leastWeight", 0.5);
  }

  @Test
  void dotProductsAreOfVectorsOfLengthOne() throws IOException {
    Path input =
        new EmbeddingFile()
            .row("a", 1f, 0f)
            .row("b", 0.8f, 0.6f)
            .row("c", 0f, 1f)
            .write(folder.resolve("unit.tfrecord"));
    Path graph = build(input, "--similarity=dot --similarityThreshold=0.7");
    assertThat(Files.readString(graph)).isEqualTo("a\tb\t0.800000\nb\ta\t0.800000\n");
  }

  @Test
  void setsOfIntegersAndOfStringsAreComparedByWhatTheyShare() throws IOException {
    Path numbers =
        new TokenFile()
            .numbers("a", 1, 2, 3, 4)
            .numbers("b", 4, 3, 2, 2, 9)
            .numbers("c", 9)
            .write(folder.resolve("numbers.tfrecord"));
    Path words =
        new TokenFile()
            .words("a", "one", "two", "three", "four")
            .words("b", "four", "three", "two", "two", "nine")
            .words("c", "nine")
            .write(folder.resolve("words.tfrecord"));
    for (Path input : List.of(numbers, words)) {
      Path graph =
          build(input, "--similarity=jaccard --similarityThreshold=0.25 --embeddingFeature=tokens");
      assertThat(Files.readString(graph))
          .isEqualTo(
              """
              a\tb\t0.600000
              b\ta\t0.600000
              b\tc\t0.250000
              c\tb\t0.250000
              """);
      assertThat(details(graph)).doesNotContainKey("dims");
      Files.delete(graph);
      Files.delete(Path.of(graph + Manifest.SUFFIX));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "euclidean, 1.3, stable-projections",
    "dot, 0.9, cross-polytope",
    "jaccard, 0.5, min-hash"
  })
  void hashingIsPlannedCheckedAndReportedAsForCosines(String name, String threshold, String family)
      throws IOException {
    Path input = rows(name);
    String flags =
        "--similarity="
            + name
            + " --similarityThreshold="
            + threshold
            + (name.equals("jaccard") ? " --embeddingFeature=tokens" : "");
    Path exact = build(input, flags + " --method=exact");
    Set<String> truth = Set.copyOf(Files.readAllLines(exact));
    assertThat(truth.size()).isGreaterThan(ROWS);
    for (String place : List.of("1000000", "150")) {
      Path graph =
          build(input, flags + " --method=lsh --targetRecall=0.95 --partitionRows=" + place);
      List<String> found = Files.readAllLines(graph);
      assertThat(found).containsNoDuplicates();
      assertThat(found).isInStrictOrder();
      assertThat(truth).containsAtLeastElementsIn(found);
      double recall = (double) found.size() / truth.size();
      assertThat(recall).isAtLeast(0.95);
      Map<String, Object> details = details(graph);
      assertThat(details).containsEntry("method", "lsh");
      assertThat(details).containsEntry("similarity", name);
      assertThat(details).containsEntry("hashFamily", family);
      assertThat((Double) details.get("recallFromSample")).isWithin(0.03).of(recall);
      assertThat((Double) details.get("recallFloor")).isAtLeast(0.95);
      assertThat((Integer) details.get("partitions")).isAtLeast(place.equals("150") ? 8 : 1);
      assertThat(details).containsEntry("overfullBuckets", 0);
    }
    Path nearest = build(input, flags + " --method=exact --maxNeighbors=2");
    assertThat(truth).containsAtLeastElementsIn(Files.readAllLines(nearest));
    assertThat(
            Files.readString(
                build(input, flags + " --method=exact --maxNeighbors=2 --partitionRows=150")))
        .isEqualTo(Files.readString(nearest));
  }

  @ParameterizedTest
  @CsvSource({"euclidean, 1.3", "dot, 0.9", "jaccard, 0.5"})
  void rowsAreAddedToAGraphAndFilesComeInAnyOrder(String name, String threshold)
      throws IOException {
    String flags =
        "--method=lsh --similarity="
            + name
            + " --similarityThreshold="
            + threshold
            + (name.equals("jaccard") ? " --embeddingFeature=tokens" : "");
    Path all = rows(name);
    Path first = rows(name, 0, 1100);
    Path last = rows(name, 1100, ROWS);
    Path before = build(first, flags);
    Path whole = build(all, flags + " --lshSplits=3 --lshRounds=12");
    assertThat(Files.readString(build(last + "," + first, flags + " --lshSplits=3 --lshRounds=12")))
        .isEqualTo(Files.readString(whole));
    Path grown =
        build(last, flags + " --previousGraph=" + before + " --previousEmbeddings=" + first);
    Set<String> exact = Set.copyOf(Files.readAllLines(build(all, flags.replace("=lsh", "=exact"))));
    List<String> lines = Files.readAllLines(grown);
    assertThat(exact).containsAtLeastElementsIn(lines);
    assertThat(lines).containsAtLeastElementsIn(Files.readAllLines(before));
    assertThat((double) lines.size() / exact.size()).isAtLeast(0.99);
  }

  private Path rows(String measure) throws IOException {
    return rows(measure, 0, ROWS);
  }

  private Path rows(String measure, int from, int to) throws IOException {
    Path file = folder.resolve(measure + from + "-" + to + ".tfrecord");
    return measure.equals("jaccard")
        ? TokenFile.clustered(ROWS, from, to).write(file)
        : new ClusteredRows(ROWS).unit(measure.equals("dot")).write(file, from, to, 1);
  }

  private Path build(Object input, String flags) {
    Path output = folder.resolve("graph" + built++ + ".tsv");
    List<Object> all = new ArrayList<>(List.of((Object[]) flags.split(" ")));
    all.add("--input=" + input);
    all.add("--output=" + output);
    BuildGraphRun run = BuildGraphRun.of(all.toArray());
    assertWithMessage("%s: %s", flags, run.err()).that(run.status()).isEqualTo(0);
    return output;
  }

  private static Map<String, Object> details(Path graph) throws IOException {
    return Manifest.read(graph + Manifest.SUFFIX).details();
  }
}
