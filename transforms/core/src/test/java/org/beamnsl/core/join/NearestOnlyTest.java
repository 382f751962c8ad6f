package org.beamnsl.core.join;

import static com.google.common.truth.Truth.assertThat;

import java.util.Set;
import org.beamnsl.core.graph.NeighborRule;
import org.beamnsl.core.similarity.EmbeddingBlock;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.beamnsl.core.similarity.EmbeddingSamples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Graphs of the k nearest neighbours of every row, without a threshold. */
final class NearestOnlyTest {
  private static final JoinParams NEAREST =
      JoinParams.defaults().withThreshold(-1).withNeighbors(5, NeighborRule.UNION);

  @ParameterizedTest
  @CsvSource({"32, 0.4, 0.9", "32, 0.4, 0.97", "100, 0.6, 0.9", "8, 0.3, 0.9"})
  void hashingFindsTheWantedShareOfTheNearestNeighbors(int dims, double noise, double target) {
    EmbeddingBlock block = EmbeddingSamples.clustered(3000, dims, 250, noise, 7);
    Set<String> truth = JoinedPairs.lines(block, NEAREST.withMethod(JoinMethod.EXACT));
    double found = 0;
    int seeds = 4;
    for (int seed = 0; seed < seeds; seed++) {
      JoinParams params =
          NEAREST.withMethod(JoinMethod.LSH).withTargetRecall(target).withSeed(seed);
      Set<String> lines = JoinedPairs.lines(block, params);
      lines.retainAll(truth);
      found += lines.size();
    }
    assertThat(found / seeds / truth.size()).isAtLeast(target);
  }

  @Test
  void thePlanIsHashingAndItsExpectationHolds() {
    EmbeddingBlock block = EmbeddingSamples.clustered(4000, 32, 300, 0.4, 8);
    EmbeddingMatrix matrix = EmbeddingMatrix.of(block);
    JoinParams params = NEAREST.withMethod(JoinMethod.LSH).withTargetRecall(0.95);
    JoinPlan plan = JoinPlanner.of(params, matrix).plan();
    assertThat(plan.hash()).isNotNull();
    assertThat(plan.expectedRecall()).isAtLeast(0.95);
    JoinResult result = new SimilarityJoin(plan, 2).run(matrix, PairRule.ALL);
    double measured =
        RecallEstimate.bySampling(plan, matrix, result, SampleComparer.of(params, matrix))
            .orElseThrow();
    assertThat(measured).isWithin(0.03).of(plan.expectedRecall());
    assertThat(result.facts().comparedPairs()).isLessThan(4000L * 3999 / 4);
  }

  @Test
  void rowsThatHaveOnlyFarNeighborsChooseThemAllTheSame() {
    EmbeddingBlock block = EmbeddingSamples.gaussian(300, 16, 3);
    EmbeddingMatrix matrix = EmbeddingMatrix.of(block);
    JoinResult result = SimilarityJoin.of(matrix, NEAREST, 1);
    for (int node = 0; node < 300; node++) {
      assertThat(result.graph().degree(node)).isAtLeast(5);
    }
  }

  @Test
  void comparingASampleBlockByBlockGivesWhatTheWholeMatrixGives() {
    EmbeddingBlock block = EmbeddingSamples.clustered(2500, 24, 200, 0.4, 8);
    for (JoinParams params : new JoinParams[] {NEAREST, JoinParams.defaults().withThreshold(0.8)}) {
      SampleNeighbors whole = SampleComparer.of(params, EmbeddingMatrix.of(block));
      SampleComparer first =
          new SampleComparer(params, block.rows(), RowSample.of(EmbeddingMatrix.of(block)));
      SampleComparer second =
          new SampleComparer(params, block.rows(), RowSample.of(EmbeddingMatrix.of(block)));
      first.add(EmbeddingSamples.rows(block, 0, 700));
      first.add(EmbeddingSamples.rows(block, 700, 1200));
      second.add(EmbeddingSamples.rows(block, 1200, 2500));
      SampleNeighbors merged = second.neighbors().merge(first.neighbors(), params.maxNeighbors());
      assertThat(merged.rows()).isEqualTo(whole.rows());
      for (int row = 0; row < whole.rows(); row++) {
        int k = params.maxNeighbors();
        assertThat(merged.expected(row, k)).isEqualTo(whole.expected(row, k));
        assertThat(merged.nearest()[row]).isEqualTo(whole.nearest()[row]);
      }
    }
  }
}
