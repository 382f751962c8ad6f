package org.beamnsl.trainer.training;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.data.FloatColumn;
import org.beamnsl.trainer.data.InMemoryDataset;
import org.beamnsl.trainer.layers.Dense;
import org.beamnsl.trainer.loss.StandardLoss;
import org.beamnsl.trainer.model.Input;
import org.beamnsl.trainer.model.Sequential;
import org.junit.jupiter.api.Test;

/** Every optimizer against the same formula in double precision over 30 steps. */
class OptimizerTest {

  private static final int ROWS = 8;
  private static final int IN = 3;
  private static final int OUT = 2;
  private static final int STEPS = 30;

  /** One weight's update in double precision; {@code slots} start at {@code initial}. */
  private interface Formula {
    double step(int t, double weight, double gradient, double[] slots);
  }

  @Test
  void adam() {
    check(
        Adam.of(0.05),
        0,
        (t, w, g, s) -> {
          s[0] = 0.9 * s[0] + 0.1 * g;
          s[1] = 0.999 * s[1] + 0.001 * g * g;
          double rate = 0.05 * Math.sqrt(1 - Math.pow(0.999, t)) / (1 - Math.pow(0.9, t));
          return w - rate * s[0] / (Math.sqrt(s[1]) + 1e-7);
        });
  }

  @Test
  void gradientDescent() {
    check(Sgd.of(0.1), 0, (t, w, g, s) -> w - 0.1 * g);
  }

  @Test
  void momentum() {
    check(
        new Sgd(0.05, 0.9, false),
        0,
        (t, w, g, s) -> {
          s[0] = 0.9 * s[0] + g;
          return w - 0.05 * s[0];
        });
  }

  @Test
  void nesterovMomentum() {
    check(
        new Sgd(0.05, 0.9, true),
        0,
        (t, w, g, s) -> {
          s[0] = 0.9 * s[0] + g;
          return w - 0.05 * (g + 0.9 * s[0]);
        });
  }

  @Test
  void adagrad() {
    check(
        Adagrad.of(0.1),
        0.1,
        (t, w, g, s) -> {
          s[0] += g * g;
          return w - 0.1 * g / (Math.sqrt(s[0]) + 1e-7);
        });
  }

  @Test
  void rmsProp() {
    check(
        new RmsProp(0.01, 0.9, 0.5, 1e-7, 0),
        0,
        (t, w, g, s) -> {
          s[0] = 0.9 * s[0] + 0.1 * g * g;
          s[1] = 0.5 * s[1] + 0.01 * g / Math.sqrt(s[0] + 1e-7);
          return w - s[1];
        });
  }

  @Test
  void badRatesAreRefused() {
    assertThrows(NslException.class, () -> Adam.of(0));
    assertThrows(NslException.class, () -> Sgd.of(-1));
    assertThrows(NslException.class, () -> Adagrad.of(Double.NaN));
    assertThrows(NslException.class, () -> RmsProp.of(Double.POSITIVE_INFINITY));
  }

  @Test
  void clippingByGlobalNormScalesAllGradientsAlike() {
    float[] plain = changeAfterOneStep(GradientClip.none());
    float[] clipped = changeAfterOneStep(new GradientClip(GradientClip.Kind.GLOBAL_NORM, 0.1));
    double norm = 0;
    double clippedNorm = 0;
    for (int i = 0; i < plain.length; i++) {
      norm += plain[i] * plain[i];
      clippedNorm += clipped[i] * clipped[i];
    }
    assertThat(Math.sqrt(clippedNorm)).isWithin(1e-5).of(0.1);
    double factor = 0.1 / Math.sqrt(norm);
    for (int i = 0; i < plain.length; i++) {
      assertThat(clipped[i]).isWithin(1e-5f).of((float) (plain[i] * factor));
    }
  }

  @Test
  void clippingByValueLimitsEveryComponent() {
    float[] plain = changeAfterOneStep(GradientClip.none());
    float[] clipped = changeAfterOneStep(new GradientClip(GradientClip.Kind.VALUE, 0.2));
    for (int i = 0; i < plain.length; i++) {
      assertThat(clipped[i]).isWithin(1e-5f).of(Math.max(-0.2f, Math.min(0.2f, plain[i])));
    }
  }

  /** Minus the gradients, since one step of descent with rate 1 is taken. */
  private static float[] changeAfterOneStep(GradientClip clip) {
    var config = CompileConfig.of(Sgd.of(1), StandardLoss.named("mean_squared_error"));
    try (CompiledModel model = linear().compile(config.withClip(clip))) {
      float[] before = flat(model.weights());
      model.fit(data(), FitConfig.epochs(1).withBatch(ROWS));
      float[] after = flat(model.weights());
      for (int i = 0; i < after.length; i++) {
        after[i] -= before[i];
      }
      return after;
    }
  }

  private static void check(Optimizer optimizer, double initialSlot, Formula formula) {
    var config = CompileConfig.of(optimizer, StandardLoss.named("mean_squared_error"));
    try (CompiledModel model = linear().compile(config)) {
      double[] weights = doubles(flat(model.weights()));
      double[][] slots = new double[weights.length][2];
      for (double[] slot : slots) {
        java.util.Arrays.fill(slot, initialSlot);
      }
      for (int t = 1; t <= STEPS; t++) {
        double[] gradient = gradient(weights);
        for (int i = 0; i < weights.length; i++) {
          weights[i] = formula.step(t, weights[i], gradient[i], slots[i]);
        }
      }
      model.fit(data(), FitConfig.epochs(STEPS).withBatch(ROWS).withShuffle(false));
      float[] trained = flat(model.weights());
      for (int i = 0; i < trained.length; i++) {
        assertThat((double) trained[i]).isWithin(3e-6).of(weights[i]);
      }
    }
  }

  /** Of the mean squared error of x · kernel + bias; kernel first, then bias. */
  private static double[] gradient(double[] weights) {
    float[] x = x();
    float[] y = y();
    double[] gradient = new double[weights.length];
    for (int row = 0; row < ROWS; row++) {
      for (int out = 0; out < OUT; out++) {
        double error = weights[IN * OUT + out] - y[row * OUT + out];
        for (int in = 0; in < IN; in++) {
          error += x[row * IN + in] * weights[in * OUT + out];
        }
        double slope = 2 * error / (ROWS * OUT);
        for (int in = 0; in < IN; in++) {
          gradient[in * OUT + out] += slope * x[row * IN + in];
        }
        gradient[IN * OUT + out] += slope;
      }
    }
    return gradient;
  }

  private static Model linear() {
    return Model.of(Sequential.of(Input.floats("x", IN), Dense.of(OUT)));
  }

  private static InMemoryDataset data() {
    return InMemoryDataset.of(
        Map.of("x", FloatColumn.of(x(), IN), "label", FloatColumn.of(y(), OUT)));
  }

  private static float[] x() {
    return normals(1, ROWS * IN);
  }

  private static float[] y() {
    return normals(2, ROWS * OUT);
  }

  private static float[] normals(long seed, int count) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static float[] flat(Map<String, float[]> weights) {
    float[] kernel = Objects.requireNonNull(weights.get("dense/kernel"));
    float[] bias = Objects.requireNonNull(weights.get("dense/bias"));
    float[] all = java.util.Arrays.copyOf(kernel, kernel.length + bias.length);
    System.arraycopy(bias, 0, all, kernel.length, bias.length);
    return all;
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      doubles[i] = values[i];
    }
    return doubles;
  }
}
