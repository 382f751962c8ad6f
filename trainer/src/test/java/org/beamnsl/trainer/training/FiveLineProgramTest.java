package org.beamnsl.trainer.training;

import static com.google.common.truth.Truth.assertThat;

import java.util.Map;
import java.util.Random;
import org.beamnsl.trainer.data.FloatColumn;
import org.beamnsl.trainer.data.InMemoryDataset;
import org.beamnsl.trainer.data.IntColumn;
import org.beamnsl.trainer.layers.Activation;
import org.beamnsl.trainer.layers.Dense;
import org.beamnsl.trainer.layers.Flatten;
import org.beamnsl.trainer.loss.Metric;
import org.beamnsl.trainer.loss.StandardLoss;
import org.beamnsl.trainer.model.Input;
import org.beamnsl.trainer.model.Sequential;
import org.beamnsl.trainer.regularize.AdversarialRegularization;
import org.junit.jupiter.api.Test;

class FiveLineProgramTest {

  @Test
  void learnsWithAndWithoutAdversarialRegularization() {
    Random random = new Random(1);
    int n = 512;
    float[] x = new float[n * 16];
    int[] y = new int[n];
    for (int i = 0; i < n; i++) {
      y[i] = random.nextInt(3);
      for (int j = 0; j < 16; j++) {
        x[i * 16 + j] = random.nextFloat() + (j % 3 == y[i] ? 0.7f : 0f);
      }
    }
    var data =
        InMemoryDataset.of(Map.of("feature", FloatColumn.of(x, 4, 4), "label", IntColumn.of(y)));
    var base =
        Sequential.of(
            Input.floats("feature", 4, 4),
            new Flatten(),
            Dense.of(32, Activation.RELU),
            Dense.of(3, Activation.SOFTMAX));
    var model = Model.of(base).with(AdversarialRegularization.defaults().withStepSize(0.05));
    try (var compiled =
        model.compile(
            CompileConfig.of(
                Adam.of(0.01), StandardLoss.sparseCategoricalCrossentropy(), Metric.ACCURACY))) {
      compiled.fit(data, FitConfig.epochs(5));
      assertThat(compiled.evaluate(data).get("accuracy")).isGreaterThan(0.9);
    }
  }
}
