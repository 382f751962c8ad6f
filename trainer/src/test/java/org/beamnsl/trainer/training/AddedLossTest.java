package org.beamnsl.trainer.training;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.beamnsl.trainer.attack.Norm;
import org.beamnsl.trainer.data.Column;
import org.beamnsl.trainer.data.FloatColumn;
import org.beamnsl.trainer.data.InMemoryDataset;
import org.beamnsl.trainer.data.IntColumn;
import org.beamnsl.trainer.data.PackedNames;
import org.beamnsl.trainer.layers.Activation;
import org.beamnsl.trainer.layers.BatchNormalization;
import org.beamnsl.trainer.layers.Dense;
import org.beamnsl.trainer.loss.StandardLoss;
import org.beamnsl.trainer.model.Branched;
import org.beamnsl.trainer.model.Input;
import org.beamnsl.trainer.model.Layer;
import org.beamnsl.trainer.model.Sequential;
import org.beamnsl.trainer.regularize.AdversarialRegularization;
import org.beamnsl.trainer.regularize.DecayConfig;
import org.beamnsl.trainer.regularize.GraphRegularization;
import org.beamnsl.trainer.regularize.Multiplier;
import org.beamnsl.trainer.regularize.VirtualAdversarialRegularization;
import org.junit.jupiter.api.Test;

/** What the added losses amount to in a step, by formulas in double precision. */
final class AddedLossTest {
  private static final int ROWS = 6;
  private static final int IN = 4;
  private static final int HIDDEN = 5;
  private static final StandardLoss CLASSES = StandardLoss.sparseCategoricalCrossentropy();

  /** Leaves every weight as it is, so that all steps see the same model. */
  private static final Sgd STILL = Sgd.of(1e-30);

  private static Sequential network() {
    return Sequential.of(
        Input.floats("x", IN),
        Dense.of(HIDDEN, Activation.TANH).named("hidden"),
        Dense.of(3, Activation.SOFTMAX));
  }

  private static float[] normals(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static Map<String, Column> columns() {
    Map<String, Column> columns = new HashMap<>();
    columns.put("x", FloatColumn.of(normals(ROWS * IN, 1), IN));
    columns.put("label", IntColumn.of(new int[] {0, 1, 2, 2, 1, 0}));
    columns.put("NL_nbr_0_x", FloatColumn.of(normals(ROWS * IN, 2), IN));
    columns.put("NL_nbr_0_weight", FloatColumn.of(new float[] {1, 1, 1, 1, 1, 1}, 1));
    return columns;
  }

  private static InMemoryDataset data() {
    return InMemoryDataset.ofPacked(columns(), PackedNames.standard(1));
  }

  private static double graphLoss(String... layers) {
    Model model =
        Model.of(network()).with(GraphRegularization.of(1).withMultiplier(1).onLayers(layers));
    try (CompiledModel compiled = model.compile(CompileConfig.of(STILL, CLASSES))) {
      return compiled.fit(data(), FitConfig.epochs(1).withBatch(ROWS)).last("scaled_graph_loss");
    }
  }

  @Test
  void aHiddenLayerIsComparedByItsOutputs() {
    float[] kernel;
    try (CompiledModel fresh = Model.of(network()).compile(CompileConfig.of(STILL, CLASSES))) {
      kernel = Objects.requireNonNull(fresh.weights().get("hidden/kernel"));
    }
    double expected = 0;
    for (int row = 0; row < ROWS; row++) {
      for (int unit = 0; unit < HIDDEN; unit++) {
        double difference =
            hidden(normals(ROWS * IN, 1), row, kernel, unit)
                - hidden(normals(ROWS * IN, 2), row, kernel, unit);
        expected += difference * difference / (ROWS * HIDDEN);
      }
    }
    assertThat(graphLoss("hidden")).isWithin(1e-5).of(expected);
  }

  private static double hidden(float[] x, int row, float[] kernel, int unit) {
    double sum = 0;
    for (int in = 0; in < IN; in++) {
      sum += (double) x[row * IN + in] * kernel[in * HIDDEN + unit];
    }
    return Math.tanh(sum);
  }

  @Test
  void distancesOfSeveralLayersAddUp() {
    double hidden = graphLoss("hidden");
    double output = graphLoss("dense");
    assertThat(output).isWithin(1e-6).of(graphLoss());
    assertThat(Math.abs(hidden - output)).isGreaterThan(0.01);
    assertThat(graphLoss("hidden", "dense")).isWithin(1e-5).of(hidden + output);
  }

  @Test
  void bothMultipliersFollowTheirScheduleStepByStep() {
    Multiplier rising =
        new Multiplier(
            0.8, 2, Optional.of(new DecayConfig(DecayConfig.Type.EXPONENTIAL, 1, 0.5, 0)));
    Multiplier falling =
        new Multiplier(
            0.4, 0, Optional.of(new DecayConfig(DecayConfig.Type.INVERSE_TIME, 1, 1, 0.15)));
    Model model =
        Model.of(network())
            .with(GraphRegularization.of(1).withMultiplier(rising))
            .with(AdversarialRegularization.defaults().withStepSize(0.3).withMultiplier(falling));
    List<Map<String, Double>> steps = new ArrayList<>();
    FitConfig fit =
        FitConfig.epochs(4)
            .withBatch(ROWS)
            .withShuffle(false)
            .withListener(
                new TrainingListener() {
                  @Override
                  public void onStep(StepReport report) {
                    Map<String, Double> values = new HashMap<>();
                    for (int i = 0; i < report.values().length; i++) {
                      values.put(report.names().get(i), (double) report.values()[i]);
                    }
                    steps.add(values);
                  }
                });
    try (CompiledModel compiled = model.compile(CompileConfig.of(STILL, CLASSES))) {
      compiled.fit(data(), fit);
    }
    double[] graph = {0.8 / 3, 1.6 / 3, 0.8, 0.4};
    double[] adversarial = {0.4, 0.2, 0.15, 0.15};
    for (int step = 1; step < 4; step++) {
      assertRatio(steps, step, "scaled_graph_loss", graph);
      assertRatio(steps, step, "scaled_adversarial_loss", adversarial);
      Map<String, Double> values = steps.get(step);
      assertThat(value(values, "loss"))
          .isWithin(1e-5)
          .of(
              value(values, "sparse_categorical_crossentropy")
                  + value(values, "scaled_graph_loss")
                  + value(values, "scaled_adversarial_loss"));
    }
  }

  private static void assertRatio(
      List<Map<String, Double>> steps, int step, String term, double[] multipliers) {
    assertWithMessage("%s at step %s", term, step)
        .that(value(steps.get(step), term) / value(steps.get(0), term))
        .isWithin(1e-4)
        .of(multipliers[step] / multipliers[0]);
  }

  private static double value(Map<String, Double> values, String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  /** Steps that are next to nothing leave the clean loss: all labels, each with its weight. */
  @Test
  void theAdversarialLossIsTheWeightedSumOverAllLabels() {
    var heads = new LinkedHashMap<String, List<Layer>>();
    heads.put("class", List.of(Dense.of(3, Activation.SOFTMAX)));
    heads.put("height", List.of(Dense.of(1)));
    var base =
        new Branched(List.of(Input.floats("x", IN)), Map.of(), List.of(Dense.of(HIDDEN)), heads);
    StandardLoss squared = StandardLoss.named("mean_squared_error");
    CompileConfig config =
        CompileConfig.of(STILL, CLASSES)
            .withTargets(
                new Target("class", "label", CLASSES, 2, List.of()),
                new Target("height", "height", squared, 0.5, List.of()));
    Map<String, Column> columns = columns();
    columns.keySet().removeIf(name -> name.startsWith("NL_"));
    columns.put("height", FloatColumn.of(normals(ROWS, 3)));
    InMemoryDataset data = InMemoryDataset.of(columns);
    Map<String, Double> still = report(base, config, data, 1e-7);
    double total =
        2 * value(still, "sparse_categorical_crossentropy_label")
            + 0.5 * value(still, "mean_squared_error_height");
    assertThat(value(still, "scaled_adversarial_loss")).isWithin(1e-5).of(0.2 * total);
    assertThat(value(report(base, config, data, 0.5), "scaled_adversarial_loss"))
        .isGreaterThan(0.2 * total + 0.01);
  }

  private static Map<String, Double> report(
      Branched base, CompileConfig config, InMemoryDataset data, double step) {
    Model model = Model.of(base).with(AdversarialRegularization.defaults().withStepSize(step));
    try (CompiledModel compiled = model.compile(config)) {
      return compiled.fit(data, FitConfig.epochs(1).withBatch(ROWS)).epochs().get(0);
    }
  }

  @Test
  void paddingEntersNoStatisticsOfBatchNormalization() {
    Map<String, Column> one = columns();
    Map<String, Column> padded = columns();
    // A slot of absurd values that no edge leads to.
    float[] absurd = new float[ROWS * IN];
    java.util.Arrays.fill(absurd, 1e6f);
    padded.put("NL_nbr_1_x", FloatColumn.of(absurd, IN));
    padded.put("NL_nbr_1_weight", FloatColumn.of(new float[ROWS], 1));
    Map<String, float[]> expected =
        normalized(InMemoryDataset.ofPacked(one, PackedNames.standard(1)), 1);
    Map<String, float[]> actual =
        normalized(InMemoryDataset.ofPacked(padded, PackedNames.standard(2)), 2);
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    actual.forEach(
        (name, values) -> assertWithMessage(name).that(values).isEqualTo(expected.get(name)));
    assertThat(expected.get("batch_normalization/moving_mean")).isNotEqualTo(new float[HIDDEN]);
  }

  private static Map<String, float[]> normalized(InMemoryDataset data, int neighbors) {
    var base =
        Sequential.of(
            Input.floats("x", IN),
            Dense.of(HIDDEN),
            BatchNormalization.defaults(),
            Dense.of(3, Activation.SOFTMAX));
    Model model = Model.of(base).with(GraphRegularization.of(neighbors).withMultiplier(0.5));
    try (CompiledModel compiled = model.compile(CompileConfig.of(Sgd.of(0.1), CLASSES))) {
      compiled.fit(data, FitConfig.epochs(3).withBatch(4));
      return compiled.weights();
    }
  }

  /**
   * Of two classes whose logits differ by w·x only w matters, so the direction of the largest
   * change is w, whatever the start: what the original's difference of 1e-6 fails to find.
   */
  @Test
  void theVirtualAdversaryFindsTheDirectionOfTheLargestChange() {
    float[] w = {0.3f, -1.2f, 0.7f, 0.1f};
    float step = 0.8f;
    var base = Sequential.of(Input.floats("x", IN), Dense.of(2));
    Model model =
        Model.of(base).with(VirtualAdversarialRegularization.of(1, step).withNorm(Norm.L2));
    float[] kernel = new float[2 * IN];
    double length = 0;
    for (int in = 0; in < IN; in++) {
      kernel[2 * in] = w[in];
      length += w[in] * w[in];
    }
    Map<String, Column> columns = columns();
    columns.put("label", IntColumn.of(new int[] {0, 1, 0, 1, 0, 1}));
    columns.keySet().removeIf(name -> name.startsWith("NL_"));
    double reported;
    try (CompiledModel compiled = model.compile(CompileConfig.of(STILL, CLASSES.onLogits()))) {
      compiled.assign(Map.of("dense/kernel", kernel));
      reported =
          compiled
              .fit(InMemoryDataset.of(columns), FitConfig.epochs(1).withBatch(ROWS))
              .last("scaled_virtual_adversarial_loss");
    }
    // The sign of each row's direction is that of its start, so either may come out.
    double least = 0;
    double most = 0;
    float[] x = normals(ROWS * IN, 1);
    for (int row = 0; row < ROWS; row++) {
      double logit = 0;
      for (int in = 0; in < IN; in++) {
        logit += x[row * IN + in] * w[in];
      }
      double up = divergence(logit, logit + step * Math.sqrt(length));
      double down = divergence(logit, logit - step * Math.sqrt(length));
      least += Math.min(up, down) / ROWS;
      most += Math.max(up, down) / ROWS;
    }
    assertThat(reported).isAtLeast(least * (1 - 1e-3));
    assertThat(reported).isAtMost(most * (1 + 1e-3));
  }

  private static double divergence(double from, double to) {
    double p = 1 / (1 + Math.exp(-from));
    double q = 1 / (1 + Math.exp(-to));
    return p * Math.log(p / q) + (1 - p) * Math.log((1 - p) / (1 - q));
  }
}
