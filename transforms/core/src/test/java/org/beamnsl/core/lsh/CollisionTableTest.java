package org.beamnsl.core.lsh;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.util.Random;
import org.beamnsl.core.similarity.EmbeddingBlockBuilder;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CollisionTableTest {
  /** Pairs of a given cosine, hashed with many rotations, against the table. */
  @ParameterizedTest
  @CsvSource({
    "128, 64, 0.9",
    "128, 32, 0.5",
    "128, 128, 0.8",
    "64, 16, 0.7",
    "200, 256, 0.9",
    "40, 64, 0.9",
    "16, 16, 0.9"
  })
  void hashesCollideAsOftenAsTheTableSays(int dims, int width, double cosine) {
    int pairs = 400;
    int rounds = 100;
    EmbeddingMatrix matrix = pairs(pairs, dims, cosine);
    HashParams params = new HashParams(dims, width, 1, rounds, 11);
    int[] keys = new int[2 * pairs * rounds];
    new CrossPolytopeHasher(params, null).hash(matrix, 0, 2 * pairs, keys);
    int collisions = 0;
    for (int pair = 0; pair < pairs; pair++) {
      for (int round = 0; round < rounds; round++) {
        boolean same = keys[2 * pair * rounds + round] == keys[(2 * pair + 1) * rounds + round];
        collisions += same ? 1 : 0;
      }
    }
    double expected = CollisionTable.probability(width, cosine);
    assertWithMessage("dims %s width %s cosine %s", dims, width, cosine)
        .that((double) collisions / (pairs * rounds))
        .isWithin(0.05 * expected)
        .of(expected);
  }

  @Test
  void probabilitiesRiseWithTheCosineAndFallWithTheWidth() {
    for (int width = 4; width <= 256; width *= 2) {
      double last = 0;
      for (double cosine = -1; cosine <= 1; cosine += 0.005) {
        double probability = CollisionTable.probability(width, cosine);
        assertThat(probability).isAtLeast(last);
        assertThat(probability)
            .isAtMost(CollisionTable.probability(Math.max(4, width / 2), cosine));
        last = probability;
      }
      assertThat(CollisionTable.probability(width, 0)).isWithin(1e-4).of(0.5 / width);
      assertThat(CollisionTable.probability(width, 1)).isEqualTo(1.0);
    }
  }

  @Test
  void theFloorDecidesTheRounds() {
    HashParams shape = new HashParams(128, 64, 2, 12, 1);
    assertThat(new Recall(new CrossPolytope(), shape).of(0.9)).isWithin(0.005).of(0.944);
    assertThat(Recall.rounds(new Recall(new CrossPolytope(), shape).perRound(0.9), 0.99))
        .isEqualTo(19);
    assertThat(Recall.rounds(1, 0.99)).isEqualTo(1);
    assertThat(Recall.rounds(0.5, 0.5)).isEqualTo(1);
    assertThat(Recall.rounds(0.5, 0.51)).isEqualTo(2);
  }

  private static EmbeddingMatrix pairs(int pairs, int dims, double cosine) {
    Random random = new Random(5);
    EmbeddingBlockBuilder block = new EmbeddingBlockBuilder(dims);
    for (int pair = 0; pair < pairs; pair++) {
      double[] x = gaussian(dims, random);
      double[] y = gaussian(dims, random);
      double along = 0;
      for (int k = 0; k < dims; k++) {
        along += x[k] * y[k];
      }
      float[] a = new float[dims];
      float[] b = new float[dims];
      double rest = 0;
      for (int k = 0; k < dims; k++) {
        y[k] -= along * x[k];
        rest += y[k] * y[k];
      }
      for (int k = 0; k < dims; k++) {
        a[k] = (float) x[k];
        b[k] = (float) (cosine * x[k] + Math.sqrt((1 - cosine * cosine) / rest) * y[k]);
      }
      block.add("a" + pair, a).add("b" + pair, b);
    }
    return EmbeddingMatrix.of(block.build());
  }

  private static double[] gaussian(int dims, Random random) {
    double[] x = new double[dims];
    double square = 0;
    for (int k = 0; k < dims; k++) {
      x[k] = random.nextGaussian();
      square += x[k] * x[k];
    }
    for (int k = 0; k < dims; k++) {
      x[k] /= Math.sqrt(square);
    }
    return x;
  }
}
