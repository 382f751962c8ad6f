package org.beamnsl.trainer.training;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.beamnsl.trainer.attack.AttackConfig;
import org.beamnsl.trainer.attack.Norm;
import org.beamnsl.trainer.data.Column;
import org.beamnsl.trainer.data.FloatColumn;
import org.beamnsl.trainer.data.InMemoryDataset;
import org.beamnsl.trainer.data.IntColumn;
import org.beamnsl.trainer.layers.Activation;
import org.beamnsl.trainer.layers.BatchNormalization;
import org.beamnsl.trainer.layers.Dense;
import org.beamnsl.trainer.layers.Dropout;
import org.beamnsl.trainer.loss.Metric;
import org.beamnsl.trainer.loss.StandardLoss;
import org.beamnsl.trainer.model.Input;
import org.beamnsl.trainer.model.Layer;
import org.beamnsl.trainer.model.Pass;
import org.beamnsl.trainer.model.Sequential;
import org.beamnsl.trainer.regularize.AdversarialRegularization;
import org.beamnsl.trainer.regularize.VirtualAdversarialRegularization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;

/** A step that two threads take in halves is the step that one thread takes. */
class HalvesTest {
  private static final int WIDTH = 800;
  private static final int CLASSES = 4;

  /** Odd, so that the halves differ in size; 129 times 80,000 weights are worth two threads. */
  private static final int BATCH = 129;

  private static Model model(Layer... between) {
    Layer[] layers = new Layer[between.length + 2];
    layers[0] = Dense.of(100, Activation.RELU);
    System.arraycopy(between, 0, layers, 1, between.length);
    layers[layers.length - 1] = Dense.of(CLASSES, Activation.SOFTMAX);
    return Model.of(Sequential.of(Input.floats("x", WIDTH), layers));
  }

  private static AdversarialRegularization adversarial() {
    return AdversarialRegularization.defaults()
        .withMultiplier(0.5)
        .withAttack(AttackConfig.defaults().withStepSize(0.3).withNorm(Norm.L2));
  }

  private static CompileConfig config(Optimizer optimizer, int threads) {
    return CompileConfig.of(
            optimizer, StandardLoss.sparseCategoricalCrossentropy(), Metric.ACCURACY)
        .withThreads(threads);
  }

  /** Two and a half batches; labels are missing mostly in the first half of each. */
  private static InMemoryDataset data() {
    Random random = new Random(5);
    int n = BATCH * 5 / 2;
    float[] x = new float[n * WIDTH];
    for (int i = 0; i < x.length; i++) {
      x[i] = random.nextFloat();
    }
    int[] label = new int[n];
    float[] weight = new float[n];
    for (int i = 0; i < n; i++) {
      boolean known = i % BATCH > BATCH / 2 || random.nextInt(3) == 0;
      label[i] = known ? random.nextInt(CLASSES) : -1;
      weight[i] = random.nextInt(3);
    }
    Map<String, Column> columns = new HashMap<>();
    columns.put("x", FloatColumn.of(x, WIDTH));
    columns.put("label", IntColumn.of(label));
    columns.put("weight", FloatColumn.of(weight));
    return InMemoryDataset.of(columns);
  }

  private record Trained(Map<String, float[]> state, History history) {}

  private static Trained trained(Model model, CompileConfig config, FitConfig fit) {
    try (CompiledModel compiled = model.compile(config)) {
      History history = compiled.fit(data(), fit);
      return new Trained(compiled.state(), history);
    }
  }

  private static final FitConfig FIT = FitConfig.epochs(2).withBatch(BATCH).withShuffle(false);

  private static void assertNear(Trained actual, Trained expected) {
    actual
        .state()
        .forEach(
            (name, values) ->
                assertWithMessage(name)
                    .that(values)
                    .usingTolerance(1e-5)
                    .containsExactly(Objects.requireNonNull(expected.state().get(name)))
                    .inOrder());
    for (int epoch = 0; epoch < 2; epoch++) {
      Map<String, Double> reported = expected.history().epochs().get(epoch);
      actual
          .history()
          .epochs()
          .get(epoch)
          .forEach(
              (name, value) ->
                  assertWithMessage(name)
                      .that(value)
                      .isWithin(1e-5)
                      .of(Objects.requireNonNull(reported.get(name))));
    }
  }

  private static void assertSame(Trained actual, Trained expected) {
    assertThat(actual.history().epochs()).isEqualTo(expected.history().epochs());
    expected
        .state()
        .forEach(
            (name, values) ->
                assertWithMessage(name).that(actual.state().get(name)).isEqualTo(values));
  }

  @Test
  void takesTheStepOfOneThread() {
    Model model = model().with(adversarial());
    CompileConfig one =
        config(Sgd.of(0.1), 1).withSampleWeight("weight").withClassWeights(Map.of(1, 3.0));
    Trained single = trained(model, one, FIT);
    Trained halves = trained(model, one.withThreads(2), FIT);

    assertNear(halves, single);
    // Had one thread taken both, they would not differ at all.
    assertThat(Arrays.equals(kernel(halves.state()), kernel(single.state()))).isFalse();
  }

  @Test
  void clipsTheSumOfBothHalves() {
    CompileConfig one =
        config(Sgd.of(0.5), 1).withClip(new GradientClip(GradientClip.Kind.GLOBAL_NORM, 0.01));

    assertNear(trained(model(), one.withThreads(2), FIT), trained(model(), one, FIT));
  }

  @Test
  void repeatsBitByBit() {
    Model model = model(Dropout.of(0.3)).with(adversarial());
    CompileConfig config = config(Adam.of(0.01), 2);

    assertSame(trained(model, config, FIT), trained(model, config, FIT));
  }

  @Test
  void goesOnFromACheckpointWithTheSameBits(@TempDir Path directory) {
    Model model = model(Dropout.of(0.3));
    CompileConfig config = config(Adam.of(0.01), 2);
    FitConfig kept = FIT.withCheckpoint(CheckpointConfig.in(directory).withEverySteps(2));
    trained(model, config, kept.withSteps(3));

    assertSame(trained(model, config, kept), trained(model, config, FIT));
  }

  @Test
  void drawsOtherMasksInEachHalf() {
    // The derivative of the absolute error is a constant, so a weight moves as often as its feature
    // was kept. With the same masks in both halves every count would be even.
    int width = 90_000;
    int rows = 112;
    float rate = 1e-4f;
    float[] ones = new float[rows * width];
    Arrays.fill(ones, 1f);
    float[] far = new float[rows];
    Arrays.fill(far, 1e9f);
    var data =
        InMemoryDataset.of(
            Map.of("x", FloatColumn.of(ones, width), "label", FloatColumn.of(far, 1)));
    Model model = Model.of(Sequential.of(Input.floats("x", width), Dropout.of(0.5), Dense.of(1)));
    CompileConfig config =
        CompileConfig.of(Sgd.of(rate), StandardLoss.named("mean_absolute_error")).withThreads(2);

    try (CompiledModel compiled = model.compile(config)) {
      float[] before = kernel(compiled.weights());
      compiled.fit(data, FitConfig.steps(1).withBatch(rows));
      float[] after = kernel(compiled.weights());
      int odd = 0;
      for (int i = 0; i < width; i++) {
        long kept = Math.round((after[i] - before[i]) / rate * rows / 2);
        odd += (int) (kept & 1);
      }
      assertThat(odd).isGreaterThan(width / 3);
    }
  }

  @Test
  void leavesWholeWhatDependsOnSeveralExamples() {
    CompileConfig one = config(Adam.of(0.01), 1);
    for (Model model :
        new Model[] {
          model(BatchNormalization.defaults()),
          model().with(VirtualAdversarialRegularization.of(0.1, 0.5)),
          model(new Centered())
        }) {
      assertSame(trained(model, one.withThreads(2), FIT), trained(model, one, FIT));
    }
  }

  private static float[] kernel(Map<String, float[]> state) {
    return Objects.requireNonNull(state.get("dense/kernel"));
  }

  /** A layer of one's own: takes the mean over the batch away. */
  private record Centered() implements Layer {
    @Override
    public String kind() {
      return "centered";
    }

    @Override
    public Operand<TFloat32> call(Pass pass, String name, Operand<?> input) {
      var tf = pass.tf();
      var values = pass.floats(input);
      return tf.math.sub(values, tf.math.mean(values, tf.constant(0)));
    }
  }
}
