package org.beamnsl.core.lsh;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.util.Random;
import org.beamnsl.core.similarity.EmbeddingBlockBuilder;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.beamnsl.core.similarity.RowForm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StableProjectionsTest {
  /** Values of the formula of Datar and others, computed elsewhere (Python, {@code math.erfc}). */
  @ParameterizedTest
  @CsvSource({
    "0.25, 0.0992193",
    "1, 0.3687464",
    "2, 0.6095484",
    "4, 0.8005324",
    "8, 0.9002644",
    "100, 0.9920212"
  })
  void theProbabilityIsThatOfThePaper(double u, double expected) {
    assertThat(StableProjections.agreement(u)).isWithin(1e-6).of(expected);
  }

  @ParameterizedTest
  @CsvSource({"4, 1.5, 1.5", "4, 1.5, 3", "8, 1.5, 0.5", "2, 20, 20", "16, 0.001, 0.003"})
  void pairsAgreeAsOftenAsTheFormulaSays(int width, double radius, double distance) {
    int pairs = 300;
    int rounds = 120;
    EmbeddingMatrix matrix = pairs(pairs, 20, distance);
    StableProjections family = new StableProjections(radius);
    HashParams params = new HashParams(20, width, 1, rounds, 5);
    int[] keys = new int[2 * pairs * rounds];
    family.hasher(params, null).hash(matrix, 0, 2 * pairs, keys);
    int found = 0;
    for (int pair = 0; pair < pairs; pair++) {
      for (int round = 0; round < rounds; round++) {
        boolean same = keys[2 * pair * rounds + round] == keys[(2 * pair + 1) * rounds + round];
        found += same ? 1 : 0;
      }
    }
    double expected = family.probability(width, radius / (radius + distance));
    assertWithMessage("width %s", width)
        .that((double) found / (pairs * rounds))
        .isWithin(0.015)
        .of(expected);
  }

  @Test
  void farFromTheOriginPairsAreStillToldApart() {
    // In single precision neither product nor key would have a digit left at this distance.
    EmbeddingBlockBuilder rows = new EmbeddingBlockBuilder(2);
    for (int row = 0; row < 200; row++) {
      rows.add("r" + row, 1e6f + row, 1e6f);
    }
    EmbeddingMatrix matrix = EmbeddingMatrix.of(RowForm.POINTS, rows.build());
    StableProjections family = new StableProjections(1);
    HashParams params = new HashParams(2, 8, 1, 400, 5);
    int[] keys = new int[200 * 400];
    family.hasher(params, null).hash(matrix, 0, 200, keys);
    int found = 0;
    for (int row = 0; row + 1 < 200; row++) {
      for (int round = 0; round < 400; round++) {
        found += keys[row * 400 + round] == keys[(row + 1) * 400 + round] ? 1 : 0;
      }
    }
    assertThat(found / (199.0 * 400)).isWithin(0.02).of(family.probability(8, 0.5));
  }

  private static EmbeddingMatrix pairs(int pairs, int dims, double distance) {
    Random random = new Random(5);
    EmbeddingBlockBuilder block = new EmbeddingBlockBuilder(dims);
    for (int pair = 0; pair < pairs; pair++) {
      float[] x = new float[dims];
      float[] y = new float[dims];
      double square = 0;
      double[] step = new double[dims];
      for (int k = 0; k < dims; k++) {
        x[k] = (float) random.nextGaussian();
        step[k] = random.nextGaussian();
        square += step[k] * step[k];
      }
      for (int k = 0; k < dims; k++) {
        y[k] = (float) (x[k] + distance * step[k] / Math.sqrt(square));
      }
      block.add("a" + pair, x).add("b" + pair, y);
    }
    return EmbeddingMatrix.of(RowForm.POINTS, block.build());
  }
}
