package org.beamnsl.core.join;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.util.Set;
import org.beamnsl.core.similarity.EmbeddingBlock;
import org.beamnsl.core.similarity.EmbeddingBlockBuilder;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.beamnsl.core.similarity.EmbeddingSamples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The recall floor over hash seeds, measured against all pairs. */
final class RecallTest {
  @ParameterizedTest
  @CsvSource({
    // dims, cluster noise, threshold, target
    "32, 0.40, 0.85, 0.90",
    "32, 0.40, 0.85, 0.99",
    "100, 0.45, 0.80, 0.95",
    "3, 0.30, 0.90, 0.95",
    "2, 0.10, 0.98, 0.95",
    "300, 0.35, 0.88, 0.95",
  })
  void hashingFindsTheWantedShareOverSeeds(
      int dims, double noise, double threshold, double target) {
    EmbeddingBlock block = EmbeddingSamples.clustered(600, dims, 60, noise, 3);
    Set<String> truth = JoinedPairs.truth(block, threshold);
    assertThat(truth.size()).isGreaterThan(500);
    long found = 0;
    int seeds = 12;
    for (int seed = 0; seed < seeds; seed++) {
      JoinParams params =
          JoinParams.defaults()
              .withMethod(JoinMethod.LSH)
              .withThreshold(threshold)
              .withTargetRecall(target)
              .withSeed(seed);
      found += JoinedPairs.lines(block, params).size();
    }
    assertThat((double) found / seeds / truth.size()).isAtLeast(target);
  }

  @Test
  void withCenteringTheFloorHoldsForVectorsWithALargeCommonComponent() {
    EmbeddingBlock block = shifted(EmbeddingSamples.clustered(600, 32, 60, 0.3, 9), 2f);
    Set<String> truth = JoinedPairs.truth(block, 0.98);
    assertThat(truth.size()).isGreaterThan(500);
    JoinParams params =
        JoinParams.defaults()
            .withMethod(JoinMethod.LSH)
            .withThreshold(0.98)
            .withTargetRecall(0.95)
            .withCenter(true);
    double found = 0;
    for (int seed = 0; seed < 8; seed++) {
      found += JoinedPairs.lines(block, params.withSeed(seed)).size();
    }
    assertThat(found / 8 / truth.size()).isAtLeast(0.95);
  }

  @Test
  void aLargeCommonComponentIsPointedOut() {
    EmbeddingBlock block = shifted(EmbeddingSamples.gaussian(500, 32, 9), 4f);
    JoinParams params = JoinParams.defaults().withMethod(JoinMethod.LSH).withThreshold(0.995);
    JoinPlan plan = new JoinPlanner(params, block.rows(), RowSample.of(block)).plan();
    assertThat(plan.warnings()).hasSize(1);
    assertThat(plan.warnings().get(0)).contains("--center=true");
    JoinPlan centered =
        new JoinPlanner(params.withCenter(true), block.rows(), RowSample.of(block)).plan();
    assertThat(centered.warnings()).isEmpty();
  }

  @Test
  void aDenseClusterIsFoundAsWellAsTheRestWithEverySeed() {
    // Half of the rows are one cluster whose pairs succeed or fail together.
    EmbeddingBlockBuilder both = new EmbeddingBlockBuilder(64);
    add(both, EmbeddingSamples.clustered(400, 64, 1, 0.33, 5), "hub");
    add(both, EmbeddingSamples.gaussian(400, 64, 6), "other");
    EmbeddingBlock block = both.build();
    int truth = JoinedPairs.truth(block, 0.9).size();
    assertThat(truth).isGreaterThan(20_000);
    for (int seed = 0; seed < 5; seed++) {
      JoinParams params =
          JoinParams.defaults()
              .withMethod(JoinMethod.LSH)
              .withThreshold(0.9)
              .withTargetRecall(0.97)
              .withSeed(seed);
      assertWithMessage("seed %s", seed)
          .that((double) JoinedPairs.lines(block, params).size() / truth)
          .isAtLeast(0.97);
    }
  }

  @Test
  void identicalVectorsAreComparedOnceAndAllFound() {
    int copies = 5000;
    EmbeddingBlock block = EmbeddingSamples.clustered(copies, 16, 1, 0, 5);
    EmbeddingMatrix matrix = EmbeddingMatrix.of(block);
    JoinParams params =
        JoinParams.defaults()
            .withMethod(JoinMethod.LSH)
            .withThreshold(0.99)
            .withNeighbors(2, org.beamnsl.core.graph.NeighborRule.MUTUAL);
    JoinPlan plan = new JoinPlanner(params, copies, RowSample.of(matrix)).plan();
    JoinResult result = new SimilarityJoin(plan, 2).run(matrix, PairRule.ALL);
    long pairs = (long) copies * (copies - 1) / 2;
    assertThat(plan.hash()).isNotNull();
    assertThat(result.facts().comparedPairs()).isAtLeast(pairs);
    assertThat(result.facts().comparedPairs()).isAtMost(pairs * 11 / 10);
    assertThat(result.facts().overfullBuckets()).isAtLeast(1);
    assertThat(result.facts().largestBucket()).isEqualTo(copies);
    // Ties in weight are broken by id, so everybody but the first three chooses the first two.
    assertThat(JoinedPairs.text(result, matrix))
        .isEqualTo(
            """
            n000000\tn000001\t1.000000
            n000000\tn000002\t1.000000
            n000001\tn000000\t1.000000
            n000001\tn000002\t1.000000
            n000002\tn000000\t1.000000
            n000002\tn000001\t1.000000
            """);
  }

  private static EmbeddingBlock shifted(EmbeddingBlock block, float by) {
    float[] values = block.values().clone();
    for (int row = 0; row < block.rows(); row++) {
      values[row * block.dims()] += by;
    }
    return new EmbeddingBlock(block.ids(), block.dims(), values);
  }

  private static void add(EmbeddingBlockBuilder to, EmbeddingBlock block, String prefix) {
    for (int row = 0; row < block.rows(); row++) {
      float[] vector = new float[block.dims()];
      System.arraycopy(block.values(), row * block.dims(), vector, 0, block.dims());
      to.add(prefix + block.ids().text(row), vector);
    }
  }
}
