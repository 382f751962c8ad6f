package org.beamnsl.core.join;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.beamnsl.core.lsh.HashParams;
import org.beamnsl.core.similarity.EmbeddingBlock;
import org.beamnsl.core.similarity.EmbeddingBlockBuilder;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.beamnsl.core.similarity.EmbeddingSamples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Joins spread over many small tasks, run one after another. */
final class PartitionedJoinTest {
  private static final JoinParams PARAMS = JoinParams.defaults().withThreshold(0.85);

  @ParameterizedTest
  @EnumSource(
      value = JoinMethod.class,
      names = {"EXACT", "NSL"})
  void methodsWithoutOuterHashFindTheSameEdgesInManyTasks(JoinMethod method) {
    EmbeddingBlock block = EmbeddingSamples.clustered(900, 24, 90, 0.45, 4);
    JoinParams params = PARAMS.withMethod(method).withHash(method == JoinMethod.NSL ? 3 : 0, 2);
    List<String> one = JoinedPairs.spread(block, params);
    List<String> many = JoinedPairs.spread(block, params.withPartitionRows(150));
    assertThat(one).isNotEmpty();
    assertThat(many).containsExactlyElementsIn(one);
    JoinPlan plan = plan(block, params.withPartitionRows(150));
    assertThat(plan.partitions().tasks()).isAtLeast(8);
  }

  @Test
  void hashingIntoPartitionsKeepsTheRecallFloorAndFindsNoEdgeTwice() {
    EmbeddingBlock block = EmbeddingSamples.clustered(3000, 32, 300, 0.4, 4);
    Set<String> truth = JoinedPairs.truth(block, 0.85);
    double found = 0;
    for (int seed = 0; seed < 6; seed++) {
      JoinParams params = PARAMS.withMethod(JoinMethod.LSH).withTargetRecall(0.95).withSeed(seed);
      JoinParams small = params.withPartitionRows(400);
      PartitionPlan partitions = plan(block, small).partitions();
      assertThat(partitions.hash()).isNotNull();
      assertThat(partitions.tasks()).isAtLeast(16);
      List<String> edges = JoinedPairs.spread(block, small);
      assertThat(edges).containsNoDuplicates();
      assertThat(truth).containsAtLeastElementsIn(edges);
      found += edges.size();
    }
    assertThat(found / 6 / truth.size()).isAtLeast(0.95);
  }

  @Test
  void everyTaskHoldsFewRowsAndAHeavyKeyIsCutIntoBlocks() {
    EmbeddingBlockBuilder rows = new EmbeddingBlockBuilder(32);
    add(rows, EmbeddingSamples.clustered(1500, 32, 1, 0.05, 4), "hub");
    add(rows, EmbeddingSamples.gaussian(1500, 32, 5), "other");
    EmbeddingBlock block = rows.build();
    JoinParams params =
        PARAMS.withMethod(JoinMethod.LSH).withTargetRecall(0.5).withPartitionRows(1000);
    JoinPlan plan = plan(block, params);
    HashParams hash = plan.partitions().hash();
    assertThat(hash).isNotNull();
    boolean cut = false;
    for (PartitionPlan.OuterRound round : plan.partitions().rounds()) {
      for (int blocks : round.blocks()) {
        cut |= blocks > 1;
      }
    }
    assertThat(cut).isTrue();
    TreeMap<Integer, Integer> sizes = new TreeMap<>();
    new RowRouter(plan)
        .route(EmbeddingMatrix.of(block), (row, task) -> sizes.merge(task, 1, Integer::sum));
    assertThat(sizes.values().stream().mapToInt(Integer::intValue).max().orElseThrow())
        .isAtMost(1000);
  }

  @Test
  void tasksAreNumberedWithoutGaps() {
    EmbeddingBlock block = EmbeddingSamples.clustered(3000, 32, 300, 0.4, 4);
    PartitionPlan plan =
        plan(block, PARAMS.withMethod(JoinMethod.LSH).withPartitionRows(400)).partitions();
    Set<PartitionPlan.Task> tasks = new HashSet<>();
    for (int number = 0; number < plan.tasks(); number++) {
      PartitionPlan.Task task = plan.task(number);
      assertWithMessage("%s", task)
          .that(plan.number(task.round(), task.bin(), task.high(), task.low()))
          .isEqualTo(number);
      tasks.add(task);
    }
    assertThat(tasks).hasSize(plan.tasks());
  }

  private static JoinPlan plan(EmbeddingBlock block, JoinParams params) {
    return new JoinPlanner(params, block.rows(), RowSample.of(block)).plan();
  }

  private static void add(EmbeddingBlockBuilder to, EmbeddingBlock block, String prefix) {
    for (int row = 0; row < block.rows(); row++) {
      copy(block, row, to, prefix);
    }
  }

  private static void copy(EmbeddingBlock block, int row, EmbeddingBlockBuilder to, String prefix) {
    float[] vector = new float[block.dims()];
    System.arraycopy(block.values(), row * block.dims(), vector, 0, block.dims());
    to.add(prefix + block.ids().text(row), vector);
  }
}
