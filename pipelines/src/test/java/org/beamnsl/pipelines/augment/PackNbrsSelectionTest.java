package org.beamnsl.pipelines.augment;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
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
    Example a = packed("--maxNeighbors=1", "--neighborFeatures=label,absent").get("a");

    assertThat(a.getFeatures().getFeatureMap().keySet())
        .containsExactly("id", "label", "text", "NL_nbr_0_weight", "NL_nbr_0_label", "NL_num_nbrs");
  }

  private List<String> neighborsOfA(String... flags) throws IOException {
    Example a = packed(flags).get("a");
    List<String> neighbors = new ArrayList<>();
    for (int i = 0; a.getFeatures().containsFeature("NL_nbr_" + i + "_id"); i++) {
      neighbors.add(SmallExamples.text(a, "NL_nbr_" + i + "_id"));
    }
    return neighbors;
  }

  private TreeMap<String, Example> packed(String... flags) throws IOException {
    Path output = folder.resolve("out" + runs++ + ".tfr");
    List<String> line = new ArrayList<>(List.of(flags));
    line.add("--labeled=" + folder.resolve("labeled.tfr"));
    line.add("--graph=" + folder.resolve("graph.tsv"));
    line.add("--output=" + output);
    CommandLine run = CommandLine.run(new PackNbrsCommand(), line.toArray(String[]::new));
    assertWithMessage(run.err()).that(run.status()).isEqualTo(0);
    TreeMap<String, Example> packed = new TreeMap<>();
    for (Example example : SmallExamples.read(output)) {
      packed.put(SmallExamples.text(example, "id"), example);
    }
    return packed;
  }
}
