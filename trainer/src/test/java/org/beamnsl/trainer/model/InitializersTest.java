package org.beamnsl.trainer.model;

import static com.google.common.truth.Truth.assertThat;

import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.beamnsl.trainer.layers.BatchNormalization;
import org.beamnsl.trainer.layers.Dense;
import org.beamnsl.trainer.layers.Embedding;
import org.beamnsl.trainer.layers.Lstm;
import org.beamnsl.trainer.loss.StandardLoss;
import org.beamnsl.trainer.training.CompileConfig;
import org.beamnsl.trainer.training.CompiledModel;
import org.beamnsl.trainer.training.Model;
import org.beamnsl.trainer.training.Sgd;
import org.junit.jupiter.api.Test;

/** Weights start under Keras' names in Keras' distributions. */
final class InitializersTest {

  /** Reaches the limits, has the variance of a uniform distribution and stays within them. */
  private static void assertUniform(float[] values, double limit) {
    double sum = 0;
    double squares = 0;
    double largest = 0;
    for (float value : values) {
      sum += value;
      squares += (double) value * value;
      largest = Math.max(largest, Math.abs(value));
    }
    double deviation = limit / Math.sqrt(3);
    assertThat(largest).isAtMost(limit * (1 + 1e-6));
    assertThat(largest).isAtLeast(0.99 * limit);
    assertThat(sum / values.length).isWithin(5 * deviation / Math.sqrt(values.length)).of(0);
    assertThat(Math.sqrt(squares / values.length)).isWithin(0.03 * deviation).of(deviation);
  }

  private static float[] sample(Initializer initializer, int... shape) {
    return initializer.sample(shape, new Random(1));
  }

  @Test
  void theLimitOfGlorotCountsTheReceptiveField() {
    assertUniform(sample(Initializers.glorotUniform(), 80, 120), Math.sqrt(6.0 / 200));
    assertUniform(
        sample(Initializers.glorotUniform(), 3, 3, 16, 32), Math.sqrt(6.0 / (9 * (16 + 32))));
  }

  @Test
  void recurrentWeightsAreOrthonormal() {
    for (int[] shape : new int[][] {{8, 32}, {32, 8}}) {
      float[] values = sample(Initializers.orthogonal(), shape);
      int columns = shape[1];
      boolean rows = shape[0] < columns;
      for (int a = 0; a < 8; a++) {
        for (int b = 0; b < 8; b++) {
          double product = 0;
          for (int k = 0; k < 32; k++) {
            product +=
                rows
                    ? values[a * columns + k] * values[b * columns + k]
                    : values[k * columns + a] * values[k * columns + b];
          }
          assertThat(product).isWithin(1e-6).of(a == b ? 1 : 0);
        }
      }
    }
  }

  @Test
  void layersStartAsTheirTwinsInKeras() {
    var base =
        Sequential.of(
            Input.ints("x", 3),
            Embedding.of(50, 100),
            Lstm.bidirectional(40),
            Dense.of(90),
            BatchNormalization.defaults());
    var config = CompileConfig.of(Sgd.of(1), StandardLoss.named("mean_squared_error"));
    try (CompiledModel compiled = Model.of(base).compile(config)) {
      Map<String, float[]> weights = compiled.weights();
      assertUniform(get(weights, "embedding/embeddings"), 0.05);
      for (String direction : new String[] {"forward", "backward"}) {
        String lstm = "bidirectional/" + direction + "_lstm/";
        assertUniform(get(weights, lstm + "kernel"), Math.sqrt(6.0 / (100 + 160)));
        float[] bias = get(weights, lstm + "bias");
        for (int i = 0; i < bias.length; i++) {
          assertThat(bias[i]).isEqualTo(i >= 40 && i < 80 ? 1f : 0f);
        }
        double squares = 0;
        for (float value : get(weights, lstm + "recurrent_kernel")) {
          squares += (double) value * value;
        }
        assertThat(squares).isWithin(1e-4).of(40);
      }
      assertUniform(get(weights, "dense/kernel"), Math.sqrt(6.0 / (80 + 90)));
      assertThat(get(weights, "dense/bias")).isEqualTo(new float[90]);
      assertThat(get(weights, "batch_normalization/gamma")[7]).isEqualTo(1f);
      assertThat(get(weights, "batch_normalization/moving_variance")[7]).isEqualTo(1f);
      assertThat(get(weights, "batch_normalization/beta")).isEqualTo(new float[90]);
      assertThat(get(weights, "batch_normalization/moving_mean")).isEqualTo(new float[90]);
    }
  }

  private static float[] get(Map<String, float[]> weights, String name) {
    return Objects.requireNonNull(weights.get(name), name);
  }
}
