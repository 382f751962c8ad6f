package org.beamnsl.core.join;

import static com.google.common.truth.Truth.assertThat;

import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.beamnsl.core.graph.NeighborRule;
import org.beamnsl.core.similarity.EmbeddingBlock;
import org.beamnsl.core.similarity.EmbeddingBlockBuilder;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.beamnsl.core.similarity.EmbeddingSamples;

final class SimilarityJoinProperties {
  @Property(tries = 40)
  void exactModeFindsExactlyThePairsThatReachTheThreshold(
      @ForAll @IntRange(min = 1, max = 150) int rows,
      @ForAll @IntRange(min = 1, max = 40) int dims,
      @ForAll @DoubleRange(min = -1, max = 1) double threshold,
      @ForAll long seed) {
    EmbeddingBlock block = EmbeddingSamples.clustered(rows, dims, 1 + rows / 5, 0.5, seed);
    JoinParams params = JoinParams.defaults().withMethod(JoinMethod.EXACT).withThreshold(threshold);
    assertThat(JoinedPairs.lines(block, params))
        .containsExactlyElementsIn(JoinedPairs.truth(block, threshold));
  }

  @Property(tries = 30)
  void hashingFindsOnlyTrueEdgesWithTheirTrueWeights(
      @ForAll @IntRange(min = 2, max = 400) int rows,
      @ForAll @IntRange(min = 1, max = 40) int dims,
      @ForAll @DoubleRange(min = 0.3, max = 1) double threshold,
      @ForAll long seed) {
    EmbeddingBlock block = EmbeddingSamples.clustered(rows, dims, 1 + rows / 8, 0.6, seed);
    JoinParams params =
        JoinParams.defaults()
            .withMethod(JoinMethod.LSH)
            .withThreshold(threshold)
            .withTargetRecall(0.9)
            .withSeed(seed);
    Set<String> wrong = new HashSet<>(JoinedPairs.lines(block, params));
    wrong.removeAll(JoinedPairs.truth(block, threshold));
    assertThat(wrong).isEmpty();
  }

  @Property(tries = 20)
  void theGraphDependsNeitherOnThreadsNorOnTheOrderOfRows(
      @ForAll @IntRange(min = 2, max = 300) int rows,
      @ForAll JoinMethod method,
      @ForAll boolean center,
      @ForAll long seed) {
    EmbeddingBlock block = EmbeddingSamples.clustered(rows, 24, 1 + rows / 10, 0.5, seed);
    JoinParams params =
        JoinParams.defaults()
            .withMethod(method)
            .withThreshold(0.85)
            .withTargetRecall(0.8)
            .withHash(method == JoinMethod.NSL ? 3 : center ? 2 : 0, 2)
            .withCenter(center);
    String expected = JoinedPairs.text(block, params, 1);
    assertThat(JoinedPairs.text(block, params, 4)).isEqualTo(expected);
    assertThat(JoinedPairs.text(EmbeddingSamples.shuffled(block, seed), params, 2))
        .isEqualTo(expected);
  }

  @Property(tries = 30)
  void zeroVectorsHaveCosineZero(@ForAll @DoubleRange(min = -1, max = 1) double threshold) {
    EmbeddingBlockBuilder block = new EmbeddingBlockBuilder(3);
    block.add("zero", 0f, 0f, 0f).add("other zero", 0f, 0f, 0f);
    block.add("x", 1f, 0f, 0f).add("minus x", -1f, 0f, 0f).add("y", 0f, 1f, 0f);
    EmbeddingBlock built = block.build();
    JoinParams params = JoinParams.defaults().withMethod(JoinMethod.EXACT).withThreshold(threshold);
    assertThat(JoinedPairs.lines(built, params))
        .containsExactlyElementsIn(JoinedPairs.truth(built, threshold));
  }

  @Property(tries = 20)
  void acrossSidesOnlyPairsFromDifferentSidesAreEmitted(@ForAll long seed) {
    EmbeddingBlock block = EmbeddingSamples.clustered(120, 8, 10, 0.4, seed);
    EmbeddingMatrix matrix = EmbeddingMatrix.of(block);
    byte[] side = new byte[120];
    for (int row = 0; row < 120; row++) {
      side[row] = (byte) (row % 3 == 0 ? 1 : 0);
    }
    JoinParams params = JoinParams.defaults().withMethod(JoinMethod.EXACT).withThreshold(0.5);
    JoinPlan plan = new JoinPlanner(params, 120, RowSample.of(matrix)).plan();
    JoinResult across = new SimilarityJoin(plan, 1).run(matrix, PairRule.across(side));
    Set<String> expected = new HashSet<>();
    for (String line : JoinedPairs.truth(block, 0.5)) {
      String[] ids = line.split("\t", -1);
      int a = Integer.parseInt(ids[0].substring(1));
      int b = Integer.parseInt(ids[1].substring(1));
      if (side[a] != side[b]) {
        expected.add(line);
      }
    }
    assertThat(JoinedPairs.text(across, matrix).lines().toList())
        .containsExactlyElementsIn(expected);
  }

  @Property(tries = 10)
  void choosingNeighborsGivesTheSameEdgesWhicheverMethodFoundThem(
      @ForAll NeighborRule rule, @ForAll long seed) {
    EmbeddingBlock block = EmbeddingSamples.clustered(200, 16, 4, 0.3, seed);
    JoinParams params = JoinParams.defaults().withThreshold(0.6).withNeighbors(3, rule);
    // A recall so high that hashing misses nothing here.
    assertThat(
            JoinedPairs.text(
                block, params.withMethod(JoinMethod.LSH).withTargetRecall(0.9999999), 2))
        .isEqualTo(JoinedPairs.text(block, params.withMethod(JoinMethod.EXACT), 1));
  }
}
