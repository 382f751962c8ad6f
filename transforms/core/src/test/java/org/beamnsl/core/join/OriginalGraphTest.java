package org.beamnsl.core.join;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.beamnsl.core.similarity.EmbeddingBlock;
import org.beamnsl.core.similarity.EmbeddingBlockBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Graphs of 200 rows as the original tool (version 1.4.0) wrote them. */
final class OriginalGraphTest {
  @ParameterizedTest
  @CsvSource({
    "graph_lsh_2_1_1.tsv, 2, 1, 1, 0.6",
    "graph_lsh_3_4_1.tsv, 3, 4, 1, 0.6",
    "graph_lsh_4_1_5.tsv, 4, 1, 5, 0.6",
    "graph_lsh_5_10_5.tsv, 5, 10, 5, 0.6",
    "graph_lsh_0_5_1.tsv, 0, 5, 1, 0.6",
    "graph_thr0.3.tsv, 0, 1, 1, 0.3",
    "graph_thr0.6.tsv, 0, 1, 1, 0.6",
    "graph_thr0.8.tsv, 0, 1, 1, 0.8",
    "graph_thr0.95.tsv, 0, 1, 1, 0.95",
    "graph_thr1.0.tsv, 0, 1, 1, 1.0",
  })
  void theOriginalsMethodGivesTheOriginalsGraph(
      String file, int splits, int rounds, long seed, double threshold) throws IOException {
    JoinParams params =
        JoinParams.defaults()
            .withMethod(JoinMethod.NSL)
            .withThreshold(threshold)
            .withHash(splits, rounds)
            .withSeed(seed);
    assertThat(JoinedPairs.text(embeddings(), params, 2).lines().toList())
        .containsExactlyElementsIn(golden(file));
  }

  @ParameterizedTest
  @CsvSource({"graph_thr0.3.tsv, 0.3", "graph_thr0.8.tsv, 0.8", "graph_thr1.0.tsv, 1.0"})
  void exactModeGivesTheSameGraph(String file, double threshold) throws IOException {
    JoinParams params = JoinParams.defaults().withMethod(JoinMethod.EXACT).withThreshold(threshold);
    assertThat(JoinedPairs.text(embeddings(), params, 1).lines().toList())
        .containsExactlyElementsIn(golden(file));
  }

  private static EmbeddingBlock embeddings() throws IOException {
    EmbeddingBlockBuilder block = new EmbeddingBlockBuilder(16);
    for (String line : golden("emb.tsv")) {
      String[] columns = line.split("\t", -1);
      float[] vector = new float[16];
      for (int k = 0; k < 16; k++) {
        vector[k] = Float.parseFloat(columns[k + 1]);
      }
      block.add(String.format("e%03d", Integer.parseInt(columns[0])), vector);
    }
    return block.build();
  }

  private static List<String> golden(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            OriginalGraphTest.class.getResourceAsStream("/golden/build_graph/" + name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
