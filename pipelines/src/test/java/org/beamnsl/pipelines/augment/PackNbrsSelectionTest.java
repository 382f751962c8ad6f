package org.beamnsl.pipelines.augment;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.beamnsl.pipelines.testing.CommandLine;
import org.beamnsl.pipelines.testing.SmallExamples;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Example;

/** Which neighbours and which of their features the flags choose. */
class PackNbrsSelectionTest {
  @TempDir Path folder;
  private int runs;

  @BeforeEach
  void writeInputs() throws IOException {
    List<Example> examples = new ArrayList<>();
    StringBuilder graph = new StringBuilder("b\ta\t0.3\nd\ta\t0.1\n");
    for (char id = 'a'; id <= 'h'; id++) {
      examples.add(SmallExamples.of(String.valueOf(id), id));
      graph.append("a\t" + id + "\t0." + (id - 'a' + 1) + "\n");
    }
    SmallExamples.write(folder.resolve("labeled.tfr"), examples.toArray(Example[]::new));
    Files.writeString(folder.resolve("graph.tsv"), graph);
  }

  @Test
  void lightEdgesAreNoNeighbors() throws IOException {
    assertThat(neighborsOfA("--minWeight=0.6")).containsExactly("h", "g", "f").inOrder();
  }

  @Test
  void onlyPairsWithEdgesBothWaysAreNeighborsWhenAskedFor() throws IOException {
    assertThat(neighborsOfA("--mutualOnly=true")).containsExactly("d", "b", "a").inOrder();
  }

  @Test
  void drawnNeighborsAreTheSameForOneSeedAndOthersForAnother() throws IOException {
    List<List<String>> drawn = new ArrayList<>();
    for (int seed = 0; seed < 5; seed++) {
      String[] flags = {"--maxNeighbors=3", "--sampleNeighbors=" + seed};
      List<String> once = neighborsOfA(flags);
      assertThat(once).hasSize(3);
      assertThat(once).isInOrder(java.util.Comparator.reverseOrder());
      assertThat(neighborsOfA(flags)).isEqualTo(once);
      drawn.add(once);
    }
    assertThat(new java.util.HashSet<>(drawn).size()).isGreaterThan(1);
  }

  @Test
  void onlyNamedFeaturesOfNeighborsArePacked() throws IOException {
    Example a = packedA("--maxNeighbors=1", "--neighborFeatures=label,absent");

    assertThat(a.getFeatures().getFeatureMap().keySet())
        .containsExactly("id", "label", "text", "NL_nbr_0_weight", "NL_nbr_0_label", "NL_num_nbrs");
  }

  private List<String> neighborsOfA(String... flags) throws IOException {
    Example a = packedA(flags);
    List<String> neighbors = new ArrayList<>();
    for (int i = 0; a.getFeatures().containsFeature("NL_nbr_" + i + "_id"); i++) {
      neighbors.add(SmallExamples.text(a, "NL_nbr_" + i + "_id"));
    }
    return neighbors;
  }

  private CommandLine run(Path output, String... flags) {
    List<String> line = new ArrayList<>(List.of(flags));
    line.add("--labeled=" + folder.resolve("labeled.tfr"));
    line.add("--graph=" + folder.resolve("graph.tsv"));
    line.add("--output=" + output);
    return CommandLine.run(new PackNbrsCommand(), line.toArray(String[]::new));
  }

  private Example packedA(String... flags) throws IOException {
    Path output = folder.resolve("out" + runs++ + ".tfr");
    CommandLine run = run(output, flags);
    assertWithMessage(run.err()).that(run.status()).isEqualTo(0);
    return SmallExamples.read(output).stream()
        .filter(example -> SmallExamples.text(example, "id").equals("a"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aSelectorOfAnotherModuleIsAskedForByName() throws IOException {
    assertThat(neighborsOfA("--neighborSelector=named:gb")).containsExactly("g", "b").inOrder();
    assertThat(neighborsOfA("--neighborSelector=named:gb", "--maxNeighbors=1"))
        .containsExactly("g");

    expectUsage("expected one of named", "--neighborSelector=nobody");
    expectUsage("named: expected ids", "--neighborSelector=named");
    expectUsage("give either", "--neighborSelector=named:a", "--sampleNeighbors=1");
  }

  private void expectUsage(String message, String... flags) {
    CommandLine run = run(folder.resolve("none.tfr"), flags);
    assertThat(run.status()).isEqualTo(64);
    assertThat(run.err()).contains(message);
  }
}
