package org.beamnsl.core.join;

import static com.google.common.truth.Truth.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.beamnsl.core.similarity.EmbeddingBlock;
import org.beamnsl.core.similarity.EmbeddingBlockBuilder;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.beamnsl.core.similarity.EmbeddingSamples;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows that are not spread evenly: partitions stay bounded and no pair is dropped. */
final class SkewedRowsTest {
  private static final int ROWS = 2000;
  private static final int PARTITION = 300;

  /** Ways of being uneven. */
  enum Skew {
    ONE_CLUSTER_OF_FIVE_PER_CENT(0.9),
    A_TENTH_OF_THE_ROWS_IDENTICAL(0.9),
    ALL_IN_ONE_HALF_SPACE(0.9),
    A_LARGE_COMMON_COMPONENT(0.99);

    private final double threshold;

    Skew(double threshold) {
      this.threshold = threshold;
    }

    EmbeddingBlock rows() {
      EmbeddingBlock even = EmbeddingSamples.clustered(ROWS, 32, ROWS / 10, 0.3, 4);
      EmbeddingBlock cluster = EmbeddingSamples.clustered(ROWS / 20, 32, 1, 0.2, 5);
      EmbeddingBlockBuilder rows = new EmbeddingBlockBuilder(32);
      for (int row = 0; row < ROWS; row++) {
        float[] vector = new float[32];
        EmbeddingBlock from = even;
        int place = row;
        if (this == ONE_CLUSTER_OF_FIVE_PER_CENT && row % 20 == 0) {
          from = cluster;
          place = row / 20;
        } else if (this == A_TENTH_OF_THE_ROWS_IDENTICAL && row % 10 == 0) {
          place = 1;
        }
        System.arraycopy(from.values(), place * 32, vector, 0, 32);
        vector[0] =
            switch (this) {
              case ALL_IN_ONE_HALF_SPACE -> Math.abs(vector[0]) + 0.05f;
              case A_LARGE_COMMON_COMPONENT -> vector[0] + 3;
              default -> vector[0];
            };
        rows.add(even.ids().text(row), vector);
      }
      return rows.build();
    }

    JoinParams params(long seed) {
      return JoinParams.defaults()
          .withMethod(JoinMethod.LSH)
          .withThreshold(threshold)
          .withTargetRecall(0.95)
          .withSeed(seed);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theFloorHoldsInOnePlaceAndInManyAndNoPairIsWrongOrDouble(Skew skew) {
    EmbeddingBlock block = skew.rows();
    Set<String> truth = JoinedPairs.truth(block, skew.threshold);
    assertThat(truth.size()).isGreaterThan(2000);
    double one = 0;
    double many = 0;
    int seeds = 4;
    for (int seed = 0; seed < seeds; seed++) {
      JoinParams params = skew.params(seed);
      one += JoinedPairs.lines(block, params).size();
      List<String> lines = JoinedPairs.spread(block, params.withPartitionRows(PARTITION));
      assertThat(lines).containsNoDuplicates();
      assertThat(truth).containsAtLeastElementsIn(lines);
      many += lines.size();
    }
    assertThat(one / seeds / truth.size()).isAtLeast(0.95);
    assertThat(many / seeds / truth.size()).isAtLeast(0.95);
  }

  @ParameterizedTest
  @EnumSource
  void noTaskHoldsMoreRowsThanAPlaceHas(Skew skew) {
    EmbeddingBlock block = skew.rows();
    JoinParams params = skew.params(1).withPartitionRows(PARTITION);
    JoinPlan plan = new JoinPlanner(params, ROWS, RowSample.of(block)).plan();
    TreeMap<Integer, Integer> sizes = new TreeMap<>();
    new RowRouter(plan)
        .route(EmbeddingMatrix.of(block), (row, task) -> sizes.merge(task, 1, Integer::sum));
    assertThat(sizes.values().stream().mapToInt(Integer::intValue).max().orElseThrow())
        .isAtMost(PARTITION);
  }
}
