package org.beamnsl.core.join;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.beamnsl.core.graph.NeighborRule;
import org.beamnsl.core.similarity.EmbeddingBlock;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.beamnsl.core.similarity.EmbeddingSamples;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Joins by other measures than the cosine, against all pairs. */
final class MeasureRecallTest {
  private static final int SEEDS = 6;

  @ParameterizedTest
  @EnumSource
  void comparingAllPairsFindsExactlyThoseThatAreCloseEnough(MeasuredRows rows) {
    EmbeddingBlock block = rows.rows(500);
    JoinParams params = rows.params().withMethod(JoinMethod.EXACT);
    assertThat(JoinedPairs.lines(block, params)).containsExactlyElementsIn(rows.truth(block));
    assertThat(JoinedPairs.spread(block, params.withPartitionRows(80)))
        .containsExactlyElementsIn(rows.truth(block));
  }

  @ParameterizedTest
  @EnumSource
  void hashingFindsTheWantedShareOverSeedsAndNoWrongPair(MeasuredRows rows) {
    EmbeddingBlock block = rows.rows(500);
    Set<String> truth = rows.truth(block);
    assertThat(truth.size()).isGreaterThan(300);
    for (double target : new double[] {0.9, 0.98}) {
      double found = 0;
      for (int seed = 0; seed < SEEDS; seed++) {
        Set<String> lines = JoinedPairs.lines(block, hashed(rows, target, seed));
        assertThat(truth).containsAtLeastElementsIn(lines);
        found += lines.size();
      }
      assertWithMessage("target %s", target).that(found / SEEDS / truth.size()).isAtLeast(target);
    }
  }

  @ParameterizedTest
  @EnumSource
  void pairsJustAtTheThresholdAreFoundAsOftenAsAskedFor(MeasuredRows rows) {
    EmbeddingBlock block = rows.rows(500);
    double least = rows.params().closeness().least();
    Set<String> atThreshold =
        rows.truth(block).stream()
            .filter(line -> weight(line) < least + 0.05 * (1 - least))
            .collect(Collectors.toSet());
    assertThat(atThreshold.size()).isGreaterThan(10);
    double found = 0;
    for (int seed = 0; seed < 2 * SEEDS; seed++) {
      Set<String> lines = JoinedPairs.lines(block, hashed(rows, 0.9, seed));
      lines.retainAll(atThreshold);
      found += lines.size();
    }
    assertThat(found / (2 * SEEDS) / atThreshold.size()).isAtLeast(0.88);
  }

  @ParameterizedTest
  @EnumSource
  void inTinyPartitionsTheFloorHoldsAndNoEdgeComesTwice(MeasuredRows rows) {
    EmbeddingBlock block = rows.rows(900);
    Set<String> truth = rows.truth(block);
    double found = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      JoinParams params = hashed(rows, 0.95, seed).withPartitionRows(120);
      assertThat(JoinPlanner.of(params, matrix(rows, block)).plan().partitions().tasks())
          .isAtLeast(8);
      List<String> lines = JoinedPairs.spread(block, params);
      assertThat(lines).containsNoDuplicates();
      assertThat(truth).containsAtLeastElementsIn(lines);
      found += lines.size();
    }
    assertThat(found / SEEDS / truth.size()).isAtLeast(0.95);
  }

  @ParameterizedTest
  @EnumSource
  void theOrderOfRowsAndTheThreadsChangeNothing(MeasuredRows rows) {
    EmbeddingBlock block = rows.rows(400);
    EmbeddingBlock other = EmbeddingSamples.shuffled(block, 4);
    JoinParams params = hashed(rows, 0.8, 1);
    assertThat(JoinedPairs.text(other, params, 3)).isEqualTo(JoinedPairs.text(block, params, 1));
    JoinParams small = params.withPartitionRows(100);
    String[] lines = JoinedPairs.spread(block, small).toArray(String[]::new);
    String[] others = JoinedPairs.spread(other, small).toArray(String[]::new);
    Arrays.sort(lines);
    Arrays.sort(others);
    assertThat(others).isEqualTo(lines);
  }

  @ParameterizedTest
  @EnumSource
  void nearestNeighborsAreTheSameWhicheverMethodFoundThem(MeasuredRows rows) {
    EmbeddingBlock block = rows.rows(400);
    JoinParams params = rows.params().withNeighbors(3, NeighborRule.UNION);
    assertThat(
            JoinedPairs.text(
                block, params.withMethod(JoinMethod.LSH).withTargetRecall(0.9999999), 2))
        .isEqualTo(JoinedPairs.text(block, params.withMethod(JoinMethod.EXACT), 1));
  }

  @ParameterizedTest
  @EnumSource
  void bothEstimatesOfRecallAreNearTheTruth(MeasuredRows rows) {
    EmbeddingBlock block = rows.rows(1000);
    EmbeddingMatrix matrix = matrix(rows, block);
    JoinParams params = hashed(rows, 0.8, 2);
    JoinPlan plan = JoinPlanner.of(params, matrix).plan();
    JoinResult result = new SimilarityJoin(plan, 1).run(matrix, PairRule.ALL);
    double recall = (double) result.graph().size() / rows.truth(block).size();
    SampleNeighbors sample = SampleComparer.of(params, matrix);
    assertThat(RecallEstimate.bySampling(plan, matrix, result, sample).orElseThrow())
        .isWithin(0.03)
        .of(recall);
    assertThat(RecallEstimate.fromWeights(plan, result.graph()).orElseThrow())
        .isWithin(0.06)
        .of(recall);
  }

  private static JoinParams hashed(MeasuredRows rows, double target, long seed) {
    return rows.params().withMethod(JoinMethod.LSH).withTargetRecall(target).withSeed(seed);
  }

  private static EmbeddingMatrix matrix(MeasuredRows rows, EmbeddingBlock block) {
    return EmbeddingMatrix.of(rows.measure.form(), block);
  }

  private static double weight(String line) {
    return Double.parseDouble(line.substring(line.lastIndexOf('\t') + 1));
  }
}
