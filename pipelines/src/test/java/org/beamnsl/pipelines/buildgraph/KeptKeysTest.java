package org.beamnsl.pipelines.buildgraph;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.beamnsl.pipelines.buildgraph.GraphsInFolder.from;
import static org.beamnsl.pipelines.buildgraph.GraphsInFolder.number;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.beamnsl.core.manifest.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Adding rows to a graph that kept its keys, through the command. */
final class KeptKeysTest {
  private static final int ROWS = 1200;
  private static final String HASHED =
      "--similarityThreshold=0.9 --method=lsh --lshSplits=1 --lshRounds=12";

  @TempDir Path folder;
  private GraphsInFolder graphs;
  private Path known;
  private Path added;

  @BeforeEach
  void writeRows() throws IOException {
    graphs = new GraphsInFolder(folder);
    ClusteredRows rows = new ClusteredRows(ROWS);
    known = rows.writeEvery(folder.resolve("known.tfrecord"), 25, false);
    added = rows.writeEvery(folder.resolve("added.tfrecord"), 25, true);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        HASHED,
        "--similarityThreshold=0.9 --method=lsh --targetRecall=0.9",
        "--similarityThreshold=0.8 --method=lsh --lshSplits=1 --lshRounds=3",
      })
  void theGrownGraphAndWhatIsSaidOfItAreThoseOfAllRows(String flags) throws IOException {
    Path before = graphs.build("before", flags + " --keepKeys=true", known);
    Path all = graphs.build("all", flags, known + "," + added);
    Path grown = graphs.grow("grown", flags, before, known, added);
    assertThat(edges(grown)).isEqualTo(edges(all));
    Map<String, Object> expected = details(all);
    Map<String, Object> details = details(grown);
    assertThat(details).containsEntry("previousRows", ROWS - ROWS / 25);
    assertThat(details).containsEntry("rows", ROWS);
    assertThat(number(details, "comparedPairs")).isLessThan(number(expected, "comparedPairs") / 5);
    assertThat(number(details, "recallFromWeights"))
        .isWithin(1e-9)
        .of(number(expected, "recallFromWeights"));
    assertThat(number(details, "recallFromSample"))
        .isWithin(0.1)
        .of(number(expected, "recallFromSample"));
    assertThat(details.get("zeroVectors")).isEqualTo(expected.get("zeroVectors"));
    Map<?, ?> graph = (Map<?, ?>) Objects.requireNonNull(details.get("graph"));
    Map<?, ?> wanted = (Map<?, ?>) Objects.requireNonNull(expected.get("graph"));
    assertThat((Integer) wanted.get("components")).isGreaterThan(1);
    for (Object fact : wanted.keySet()) {
      assertWithMessage("%s", fact)
          .that(((Number) Objects.requireNonNull(graph.get(fact))).doubleValue())
          .isWithin(1e-9)
          .of(((Number) Objects.requireNonNull(wanted.get(fact))).doubleValue());
    }
  }

  @Test
  void aGraphKeepsTheKeysOfTheRowsAddedToIt() throws IOException {
    ClusteredRows rows = new ClusteredRows(ROWS);
    Path first = rows.write(folder.resolve("first.tfrecord"), 0, 800, 1);
    Path second = rows.write(folder.resolve("second.tfrecord"), 800, 1000, 1);
    Path third = rows.write(folder.resolve("third.tfrecord"), 1000, ROWS, 1);
    String flags = HASHED + " --keepKeys=true";
    Path one = graphs.build("one", flags, first);
    Path two = graphs.grow("two", flags, one, first, second);
    Path three = graphs.grow("three", flags, two, first + "," + second, third);
    Path all = graphs.build("all", flags, first + "," + second + "," + third);
    assertThat(edges(three)).isEqualTo(edges(all));
    assertWithMessage("keys in three files, and in one")
        .that(keys(three, 0) + keys(three, 1) + keys(three, 2))
        .isEqualTo(keys(all, 0));
    assertThat(number(details(three), "previousRows")).isEqualTo(1000.0);
  }

  @Test
  void keysThatWereChangedOrBelongToOtherRowsAreRefused() throws IOException {
    Path before = graphs.build("before", HASHED + " --keepKeys=true", known);
    refused(before, added, known, "was built from 1152");
    Path other = new ClusteredRows(2400).write(folder.resolve("other.tfrecord"), 0, ROWS, 1);
    refused(before, other, added, "was built from 1152");
    refused(before, known, known, "repeat an id");
    for (String name : List.of("keys/rows-00000", "keys/components", "Split-train")) {
      Path file = before.resolve(name);
      Path damaged = Files.isDirectory(file) ? file.resolve("graph.tsv-00000-of-00001") : file;
      byte[] bytes = Files.readAllBytes(damaged);
      byte[] changed = bytes.clone();
      changed[bytes.length / 2] ^= 1;
      Files.write(damaged, changed);
      refused(before, known, added, damaged.getFileName().toString());
      Files.write(damaged, bytes);
    }
    assertThat(edges(graphs.grow("grown", HASHED, before, known, added))).isNotEmpty();
  }

  @Test
  void keysNeedAFolder() {
    BuildGraphRun run =
        BuildGraphRun.of(
            "--input=" + known, "--output=" + folder.resolve("graph.tsv"), "--keepKeys=true");
    assertThat(run.status()).isEqualTo(64);
    assertThat(run.err()).contains("--keepKeys=true: expected a folder");
  }

  private void refused(Path graph, Path embeddings, Path input, String named) {
    BuildGraphRun run = graphs.run("refused", HASHED + from(graph, embeddings), input);
    assertWithMessage(run.err()).that(run.status()).isEqualTo(65);
    assertThat(run.err()).contains(named);
    assertThat(Files.exists(folder.resolve("refused"))).isFalse();
  }

  private static String edges(Path graph) throws IOException {
    return Files.readString(graph.resolve("Split-train/graph.tsv-00000-of-00001"));
  }

  private static String keys(Path graph, int file) throws IOException {
    return new String(
        Files.readAllBytes(graph.resolve("keys/rows-0000" + file)), StandardCharsets.ISO_8859_1);
  }

  private static Map<String, Object> details(Path graph) throws IOException {
    return Manifest.read(graph.resolve(Manifest.FILE_NAME).toString()).details();
  }
}
