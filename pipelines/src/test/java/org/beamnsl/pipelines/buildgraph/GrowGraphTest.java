package org.beamnsl.pipelines.buildgraph;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.beamnsl.pipelines.buildgraph.GraphsInFolder.from;
import static org.beamnsl.pipelines.buildgraph.GraphsInFolder.number;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.beamnsl.core.manifest.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Adding rows to a graph through the command. */
final class GrowGraphTest {
  private static final int ROWS = 1200;
  private static final String DROP = " --previousRows=drop";

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
        "--similarityThreshold=0.9 --method=exact",
        "--similarityThreshold=0.9 --method=lsh --lshSplits=1 --lshRounds=12",
        "--similarityThreshold=0.9 --method=lsh --targetRecall=0.9",
        "--similarityThreshold=0.9 --method=lsh --targetRecall=0.9 --maxNeighbors=3",
        "--topK=3 --method=exact",
        "--topK=3 --method=lsh --lshSplits=1 --lshRounds=10",
      })
  void theGrownGraphIsTheGraphOfAllRows(String flags) throws IOException {
    Path before = graphs.build("before.tsv", flags, known);
    Path all = graphs.build("all.tsv", flags, known + "," + added);
    Path grown = graphs.grow("grown.tsv", flags, before, known, added);
    Map<String, Object> expected = Manifest.read(all + Manifest.SUFFIX).details();
    Map<String, Object> details = Manifest.read(grown + Manifest.SUFFIX).details();
    assertWithMessage("plans that agree are what makes the graphs agree")
        .that(details.get("rounds"))
        .isEqualTo(expected.get("rounds"));
    assertThat(Files.readString(grown)).isEqualTo(Files.readString(all));
    assertThat(details.get("graph")).isEqualTo(expected.get("graph"));
    assertThat(details.get("method")).isEqualTo(expected.get("method"));
    assertThat(details).containsEntry("previousRows", ROWS - ROWS / 25);
    assertThat(compared(details)).isLessThan(compared(expected) / 5);
  }

  @Test
  void aGrownGraphGrowsAgain() throws IOException {
    String flags = "--similarityThreshold=0.9 --method=lsh --lshSplits=1 --lshRounds=12";
    ClusteredRows rows = new ClusteredRows(ROWS);
    Path first = rows.write(folder.resolve("first.tfrecord"), 0, 800, 1);
    Path second = rows.write(folder.resolve("second.tfrecord"), 800, 1000, 1);
    Path third = rows.write(folder.resolve("third.tfrecord"), 1000, ROWS, 1);
    Path one = graphs.build("one.tsv", flags, first);
    Path two = graphs.grow("two.tsv", flags, one, first, second);
    Path three = graphs.grow("three.tsv", flags, two, first + "," + second, third);
    Path all = graphs.build("all.tsv", flags, first + "," + second + "," + third);
    assertThat(Files.readString(three)).isEqualTo(Files.readString(all));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--similarityThreshold=0.9 --method=exact",
        "--similarityThreshold=0.9 --method=lsh --lshSplits=1 --lshRounds=12",
        "--similarityThreshold=0.9 --method=exact --maxNeighbors=4",
        "--topK=3 --method=exact",
        "--topK=3 --method=lsh --lshSplits=1 --lshRounds=10",
      })
  void aWindowThatRollsGivesTheGraphOfItsRows(String flags) throws IOException {
    ClusteredRows rows = new ClusteredRows(ROWS);
    Path first = rows.write(folder.resolve("first.tfrecord"), 0, 1000, 1);
    // The first rows are gone, others have come, and the order is another one.
    Path late = rows.write(folder.resolve("late.tfrecord"), 1000, 1030, 1);
    Path stayed = rows.write(folder.resolve("stayed.tfrecord"), 20, 1000, 1);
    Path before = graphs.build("before.tsv", flags, first);
    Path alone = graphs.build("alone.tsv", flags, late + "," + stayed);
    Path rolled = graphs.grow("rolled.tsv", flags + DROP, before, first, late + "," + stayed);
    assertThat(Files.readString(rolled)).isEqualTo(Files.readString(alone));
    Map<String, Object> expected = Manifest.read(alone + Manifest.SUFFIX).details();
    Map<String, Object> details = Manifest.read(rolled + Manifest.SUFFIX).details();
    assertThat(number(details, "previousRows")).isAtLeast(900.0);
    assertThat(number(details, "previousRows")).isAtMost(980.0);
    assertThat(compared(details)).isLessThan(compared(expected) / 2);
  }

  @Test
  void aRowWhoseVectorChangedIsNew() throws IOException {
    String flags = "--similarityThreshold=0.9 --method=exact";
    Path before = graphs.build("before.tsv", flags, known);
    // Other vectors under ids 0 to 99.
    Path changed = new ClusteredRows(100, 5).write(folder.resolve("changed.tfrecord"), 0, 100, 1);
    Path rest = new ClusteredRows(ROWS).write(folder.resolve("rest.tfrecord"), 100, ROWS, 1);
    Path alone = graphs.build("alone.tsv", flags, changed + "," + rest);
    Path rolled = graphs.grow("rolled.tsv", flags + DROP, before, known, changed + "," + rest);
    assertThat(Files.readString(rolled)).isEqualTo(Files.readString(alone));
    assertThat(number(Manifest.read(rolled + Manifest.SUFFIX).details(), "previousRows"))
        .isEqualTo(1056.0);
  }

  @Test
  void whereAnEarlierGraphIsOfNoUseAllPairsAreComparedAndTheReasonIsSaid() throws IOException {
    String flags = "--similarityThreshold=0.9 --method=exact";
    Path before = graphs.build("before.tsv", flags, known);
    String alone = Files.readString(graphs.build("alone.tsv", flags, added));
    String earlier = from(before, known);
    for (String[] each :
        new String[][] {
          {"", "no earlier graph is given"},
          {" --previousEmbeddings=" + known, "no earlier graph is given"},
          {earlier, "less than half of the rows are as in --previousGraph"},
          {earlier + " --partitionRows=600", "--partitionRows=600"},
          {earlier + " --onDuplicateId=last", "distinct ids"},
        }) {
      BuildGraphRun run =
          graphs.run("fresh.tsv", flags + DROP + each[0] + " --overwrite=true", added);
      assertWithMessage("%s: %s", each[0], run.err()).that(run.status()).isEqualTo(0);
      assertThat(run.err()).contains(each[1]);
      assertThat(Files.readString(folder.resolve("fresh.tsv"))).isEqualTo(alone);
    }
    BuildGraphRun other =
        graphs.run("other.tsv", "--similarityThreshold=0.8 --method=exact" + DROP + earlier, added);
    assertThat(other.err())
        .contains("--similarityThreshold=0.8: --previousGraph was built with 0.9");
    assertThat(other.status()).isEqualTo(0);
  }

  @Test
  void aGraphThatDoesNotBelongToTheRowsOrFlagsIsRefused() throws IOException {
    String flags = "--similarityThreshold=0.9 --method=exact";
    Path before = graphs.build("before.tsv", flags, known);
    refused(64, "--similarityThreshold=0.8", before, known, "--similarityThreshold=0.8");
    refused(64, "--method=lsh", before, known, "--similarityThreshold=0.9 --method=lsh");
    refused(64, "mutual", before, known, flags + " --maxNeighbors=2 --neighborRule=mutual");
    refused(64, "one place", before, known, flags + " --partitionRows=100");
    refused(65, "was built from 1152", before, added, flags);
    Path other = new ClusteredRows(2400).write(folder.resolve("other.tfrecord"), 1200, 2352, 1);
    refused(65, "previousEmbeddings", before, other, flags);
    Path plain = Files.copy(before, folder.resolve("plain.tsv"));
    refused(65, "no manifest", plain, known, flags);
    BuildGraphRun alone = graphs.run("grown.tsv", "--previousGraph=" + before, added);
    assertThat(alone.status()).isEqualTo(64);
    assertThat(alone.err()).contains("--previousEmbeddings");
    BuildGraphRun again =
        graphs.run("grown.tsv", "--similarityThreshold=0.9" + from(before, known), known);
    assertWithMessage("ids that the graph has").that(again.status()).isEqualTo(65);
    assertThat(Files.exists(folder.resolve("grown.tsv"))).isFalse();
  }

  private static double compared(Map<String, Object> details) {
    return number(details, "comparedPairs");
  }

  private void refused(int status, String named, Path graph, Path embeddings, String flags) {
    BuildGraphRun run = graphs.run("grown.tsv", flags + from(graph, embeddings), added);
    assertWithMessage("%s: %s", flags, run.err()).that(run.status()).isEqualTo(status);
    assertThat(run.err()).contains(named);
  }
}
