package org.beamnsl.core.join;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.beamnsl.core.lsh.HashParams;
import org.beamnsl.core.similarity.EmbeddingBlock;
import org.beamnsl.core.similarity.EmbeddingSamples;
import org.junit.jupiter.api.Test;

final class JoinPlannerTest {
  private final EmbeddingBlock sample = EmbeddingSamples.clustered(1500, 64, 150, 0.4, 2);
  private final JoinParams params = JoinParams.defaults().withThreshold(0.9);

  @Test
  void fewRowsAreComparedAllWithAllAndManyAreHashed() {
    JoinPlan few = new JoinPlanner(params, 1500, sample).plan();
    assertThat(few.method()).isEqualTo(JoinMethod.EXACT);
    assertThat(few.reason()).contains("comparing all pairs costs");
    assertThat(few.floor()).isEqualTo(1.0);
    JoinPlan many = new JoinPlanner(params, 5_000_000, sample).plan();
    assertThat(many.method()).isEqualTo(JoinMethod.LSH);
    assertThat(many.reason()).contains("hashing costs");
    assertThat(many.floor()).isAtLeast(0.99);
    assertThat(many.expectedRecall()).isAtLeast(many.floor());
  }

  @Test
  void splitsAndRoundsCanBeDictated() {
    JoinPlan plan =
        new JoinPlanner(params.withMethod(JoinMethod.LSH).withHash(3, 7), 5_000, sample).plan();
    HashParams hash = plan.hash();
    assertThat(hash).isNotNull();
    assertThat(hash).isEqualTo(new HashParams(64, 64, 3, 7, 42));
    assertThat(plan.floor()).isLessThan(0.9);
  }

  @Test
  void hashingWithoutAnyPositiveThresholdIsRefused() {
    JoinParams hopeless = params.withMethod(JoinMethod.LSH).withThreshold(0);
    IllegalArgumentException thrown =
        assertThrows(
            IllegalArgumentException.class, () -> new JoinPlanner(hopeless, 5_000, sample).plan());
    assertThat(thrown).hasMessageThat().contains("method=exact can");
    JoinPlan auto = new JoinPlanner(params.withThreshold(0), 5_000_000, sample).plan();
    assertThat(auto.method()).isEqualTo(JoinMethod.EXACT);
  }

  @Test
  void parametersOutsideTheirRangeAreNamed() {
    IllegalArgumentException thrown =
        assertThrows(
            IllegalArgumentException.class, () -> JoinParams.defaults().withThreshold(1.5));
    assertThat(thrown).hasMessageThat().isEqualTo("similarityThreshold=1.5: expected -1 to 1");
    assertThrows(IllegalArgumentException.class, () -> JoinParams.defaults().withTargetRecall(1));
    assertThrows(IllegalArgumentException.class, () -> JoinParams.defaults().withHash(-1, 1));
    assertThrows(IllegalArgumentException.class, () -> JoinParams.defaults().withHash(2, 0));
  }

  @Test
  void theSampleDependsOnIdsAlone() {
    EmbeddingBlock block = EmbeddingSamples.gaussian(5_000, 2, 1);
    EmbeddingBlock expected = RowSample.of(block);
    assertThat(expected.rows()).isEqualTo(RowSample.SIZE);
    assertThat(RowSample.of(EmbeddingSamples.shuffled(block, 3))).isEqualTo(expected);
    EmbeddingBlock left = EmbeddingSamples.gaussian(2_500, 2, 1);
    EmbeddingBlock rest = rows(block, 2_500, 5_000);
    assertThat(RowSample.merge(RowSample.of(left), RowSample.of(rest))).isEqualTo(expected);
  }

  private static EmbeddingBlock rows(EmbeddingBlock block, int from, int to) {
    var part = new org.beamnsl.core.similarity.EmbeddingBlockBuilder(block.dims());
    for (int row = from; row < to; row++) {
      float[] vector = new float[block.dims()];
      System.arraycopy(block.values(), row * block.dims(), vector, 0, block.dims());
      part.add(block.ids().text(row), vector);
    }
    return part.build();
  }

  @Test
  void hundredsOfMillionsOfRowsAreSpreadInPartitionsThatFitAWorker() {
    EmbeddingBlock many = EmbeddingSamples.clustered(2000, 128, 1600, 0.45, 3);
    JoinPlan before = new JoinPlanner(params, 1_000_000, many).plan();
    assertThat(before.routedRows()).isEqualTo(1_000_000);
    for (long rows : new long[] {10_000_000, 100_000_000, 1_000_000_000}) {
      JoinPlan plan = new JoinPlanner(params, rows, many).plan();
      assertThat(plan.method()).isEqualTo(JoinMethod.LSH);
      assertThat(plan.floor()).isAtLeast(0.985);
      assertThat(plan.memoryBytes()).isLessThan(2L << 30);
      assertThat(plan.partitions().tasks()).isAtLeast((int) (rows / 1_000_000));
      assertThat(plan.routedRows()).isAtLeast(rows);
      // Hashing grows with the rows, not with their square.
      assertThat(plan.costSeconds() / before.costSeconds()).isLessThan(40 * (rows / 1_000_000.0));
    }
  }

  @Test
  void aBillionRowsWantPartitionsThatHoldAKeyOfTheOuterHash() {
    EmbeddingBlock many = EmbeddingSamples.clustered(2000, 128, 1600, 0.45, 3);
    JoinParams small = params.withPartitionRows(1_000_000);
    JoinParams large = params.withPartitionRows(4_000_000);
    JoinPlan cut = new JoinPlanner(small, 1_000_000_000, many).plan();
    JoinPlan whole = new JoinPlanner(large, 1_000_000_000, many).plan();
    assertThat(whole.partitions().tasks()).isLessThan(cut.partitions().tasks() / 10);
    assertThat(whole.routedRows()).isLessThan(cut.routedRows() / 3);
    assertThat(whole.memoryBytes()).isLessThan(4L << 30);
  }
}
