package org.beamnsl.trainer.layers;

import static com.google.common.truth.Truth.assertThat;

import java.util.Map;
import java.util.Objects;
import org.beamnsl.trainer.data.FloatColumn;
import org.beamnsl.trainer.data.InMemoryDataset;
import org.beamnsl.trainer.data.IntColumn;
import org.beamnsl.trainer.loss.StandardLoss;
import org.beamnsl.trainer.model.Input;
import org.beamnsl.trainer.model.Sequential;
import org.beamnsl.trainer.training.CompileConfig;
import org.beamnsl.trainer.training.CompiledModel;
import org.beamnsl.trainer.training.FitConfig;
import org.beamnsl.trainer.training.Model;
import org.beamnsl.trainer.training.Sgd;
import org.junit.jupiter.api.Test;

/** Outputs and derivatives of the three ways to combine, in double precision. */
final class EmbeddingBagTest {
  private static final int[][] BAGS = {{1, 2, 3}, {2, 2, 0}, {0, 0, 0}, {0, 3, 0}};
  private static final float[][] TABLE = {{9, 9}, {1, -2}, {0.5f, 4}, {-3, 1}};
  private static final int DIMENSION = 2;

  private static double scale(EmbeddingBag.Combiner combiner, int ids) {
    return switch (combiner) {
      case SUM -> 1;
      case MEAN -> 1.0 / ids;
      case SQRT_N -> 1 / Math.sqrt(ids);
    };
  }

  private static int count(int[] bag) {
    int count = 0;
    for (int id : bag) {
      count += id > 0 ? 1 : 0;
    }
    return count;
  }

  private static double[] output(EmbeddingBag.Combiner combiner, int[] bag) {
    double[] output = new double[DIMENSION];
    for (int id : bag) {
      for (int j = 0; id > 0 && j < DIMENSION; j++) {
        output[j] += TABLE[id][j] * scale(combiner, count(bag));
      }
    }
    return output;
  }

  /** Of the mean square of the outputs. */
  private static double[][] gradient(EmbeddingBag.Combiner combiner) {
    double[][] gradient = new double[TABLE.length][DIMENSION];
    for (int[] bag : BAGS) {
      double[] output = output(combiner, bag);
      for (int id : bag) {
        for (int j = 0; id > 0 && j < DIMENSION; j++) {
          gradient[id][j] +=
              2 * output[j] / (BAGS.length * DIMENSION) * scale(combiner, count(bag));
        }
      }
    }
    return gradient;
  }

  private static float[] flat(float[][] rows) {
    float[] flat = new float[rows.length * DIMENSION];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = rows[i / DIMENSION][i % DIMENSION];
    }
    return flat;
  }

  private static void check(EmbeddingBag.Combiner combiner) {
    int[] ids = new int[BAGS.length * 3];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = BAGS[i / 3][i % 3];
    }
    InMemoryDataset data =
        InMemoryDataset.of(
            Map.of(
                "x", IntColumn.of(ids, 3),
                "label", FloatColumn.of(new float[BAGS.length * DIMENSION], DIMENSION)));
    var base =
        Sequential.of(Input.ints("x", 3), EmbeddingBag.of(TABLE.length, DIMENSION, combiner));
    var config = CompileConfig.of(Sgd.of(1), StandardLoss.named("mean_squared_error"));
    try (CompiledModel compiled = Model.of(base).compile(config)) {
      compiled.assign(Map.of("embedding_bag/embeddings", flat(TABLE)));
      float[] outputs = compiled.predict(data).data();
      for (int i = 0; i < outputs.length; i++) {
        assertThat((double) outputs[i])
            .isWithin(1e-5)
            .of(output(combiner, BAGS[i / DIMENSION])[i % DIMENSION]);
      }
      compiled.fit(data, FitConfig.epochs(1).withBatch(BAGS.length));
      float[] after = Objects.requireNonNull(compiled.weights().get("embedding_bag/embeddings"));
      double[][] gradient = gradient(combiner);
      for (int i = 0; i < after.length; i++) {
        assertThat((double) TABLE[i / DIMENSION][i % DIMENSION] - after[i])
            .isWithin(1e-5)
            .of(gradient[i / DIMENSION][i % DIMENSION]);
      }
    }
  }

  @Test
  void sumsLeaveThePaddingOut() {
    check(EmbeddingBag.Combiner.SUM);
  }

  @Test
  void averagesCountTheIdsThatAreThere() {
    check(EmbeddingBag.Combiner.MEAN);
  }

  @Test
  void sumsAreDividedByTheRootOfTheNumberOfIds() {
    check(EmbeddingBag.Combiner.SQRT_N);
  }
}
