package org.beamnsl.trainer.training;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.attack.AttackConfig;
import org.beamnsl.trainer.data.Batch;
import org.beamnsl.trainer.data.BatchOrder;
import org.beamnsl.trainer.data.Column;
import org.beamnsl.trainer.data.FloatColumn;
import org.beamnsl.trainer.data.InMemoryDataset;
import org.beamnsl.trainer.data.IntColumn;
import org.beamnsl.trainer.data.NeighborTable;
import org.beamnsl.trainer.data.PackedNames;
import org.beamnsl.trainer.layers.Activation;
import org.beamnsl.trainer.layers.Dense;
import org.beamnsl.trainer.layers.Embedding;
import org.beamnsl.trainer.layers.GlobalPooling;
import org.beamnsl.trainer.loss.Metric;
import org.beamnsl.trainer.loss.Reduction;
import org.beamnsl.trainer.loss.StandardLoss;
import org.beamnsl.trainer.model.Branched;
import org.beamnsl.trainer.model.Input;
import org.beamnsl.trainer.model.Sequential;
import org.beamnsl.trainer.regularize.AdversarialRegularization;
import org.beamnsl.trainer.regularize.DecayConfig;
import org.beamnsl.trainer.regularize.DistanceConfig;
import org.beamnsl.trainer.regularize.DistanceType;
import org.beamnsl.trainer.regularize.GraphRegularization;
import org.beamnsl.trainer.regularize.Multiplier;
import org.beamnsl.trainer.regularize.VirtualAdversarialRegularization;
import org.junit.jupiter.api.Test;

/** What fitting does beyond the golden cases, and what it refuses. */
class FitTest {

  private static final StandardLoss CLASSES = StandardLoss.sparseCategoricalCrossentropy();

  @Test
  void theSameSeedGivesTheSameBits() {
    assertThat(trainedKernel(1)).isEqualTo(trainedKernel(1));
    assertThat(trainedKernel(1)).isNotEqualTo(trainedKernel(2));
  }

  @Test
  void unlabelledExamplesCountNeitherInLossNorInMetrics() {
    Map<String, Column> some = new HashMap<>(columns(8));
    int[] labels = ((IntColumn) labels(8)).data().clone();
    labels[2] = -1;
    labels[5] = -1;
    some.put("label", IntColumn.of(labels));
    int[] labelled = {0, 1, 3, 4, 6, 7};
    Map<String, Column> rest = new HashMap<>();
    some.forEach((name, column) -> rest.put(name, column.select(labelled)));
    try (CompiledModel model = compile(Model.of(network()))) {
      Map<String, Double> all = model.evaluate(InMemoryDataset.of(some));
      Map<String, Double> withLabel = model.evaluate(InMemoryDataset.of(rest));
      assertThat(value(all, "accuracy")).isEqualTo(value(withLabel, "accuracy"));
      assertThat(value(all, "loss")).isWithin(1e-6).of(value(withLabel, "loss"));
    }
  }

  @Test
  void classWeightsMultiplyLosses() {
    InMemoryDataset ones = InMemoryDataset.of(Map.of("x", features(6), "label", same(6, 1)));
    CompileConfig config = CompileConfig.of(Sgd.of(0.1), CLASSES);
    try (CompiledModel plain = Model.of(network()).compile(config);
        CompiledModel tripled =
            Model.of(network()).compile(config.withClassWeights(Map.of(1, 3.0)))) {
      double once = value(plain.evaluate(ones), "loss");
      assertThat(value(tripled.evaluate(ones), "loss")).isWithin(1e-5).of(3 * once);
    }
  }

  @Test
  void reductionsThatCountPaddingAreUnchangedByLeavingItOut() {
    // Two of six slots are filled: Σ w·d / (3 examples · 2 neighbours · 2 outputs).
    float[] outputs = {0.5f, 1, -1, 2, 0, 3};
    float[] weights = {2, 0, 0, 0, 1, 0};
    Map<String, Column> columns = new HashMap<>();
    columns.put("x", FloatColumn.of(outputs, 2));
    columns.put("label", FloatColumn.of(outputs, 2));
    for (int i = 0; i < 2; i++) {
      columns.put("NL_nbr_" + i + "_x", FloatColumn.of(new float[6], 2));
      columns.put(
          "NL_nbr_" + i + "_weight",
          FloatColumn.of(new float[] {weights[i], weights[2 + i], weights[4 + i]}, 1));
    }
    DistanceConfig distance =
        DistanceConfig.defaults().withReduction(Reduction.SUM_OVER_BATCH_SIZE);
    Model model =
        Model.of(Sequential.of(Input.floats("x", 2), Dense.of(2)))
            .with(GraphRegularization.of(2).withMultiplier(1).withDistance(distance));
    var config = CompileConfig.of(Sgd.of(0.1), StandardLoss.named("mean_squared_error"));
    try (CompiledModel compiled = model.compile(config)) {
      compiled.assign(Map.of("dense/kernel", new float[] {1, 0, 0, 1}));
      History history =
          compiled.fit(
              InMemoryDataset.ofPacked(columns, PackedNames.standard(2)),
              FitConfig.epochs(1).withBatch(3));
      double expected = (2 * (0.25 + 1) + 1 * 9) / 12;
      assertThat(history.last("scaled_graph_loss")).isWithin(1e-5).of(expected);
    }
  }

  @Test
  void anyNamedLayerCanBeRegularized() {
    Model model =
        Model.of(network())
            .with(GraphRegularization.of(1).withMultiplier(0.1).onLayers("hidden", "output"));
    try (CompiledModel compiled = compile(model)) {
      assertThat(compiled.fit(neighbors(12), FitConfig.epochs(2)).last("scaled_graph_loss"))
          .isGreaterThan(0.0);
    }
    Model unknown = Model.of(network()).with(GraphRegularization.of(1).onLayers("nowhere"));
    NslException refused = assertThrows(NslException.class, () -> compile(unknown));
    assertThat(refused).hasMessageThat().contains("nowhere");
    assertThat(refused).hasMessageThat().contains("hidden");
  }

  @Test
  void regularizersOfAllKindsTrainTogether() {
    Model model =
        Model.of(network())
            .with(GraphRegularization.of(1).withMultiplier(0.1).withDistance(DistanceType.L2))
            .with(AdversarialRegularization.defaults().withStepSize(0.1))
            .with(VirtualAdversarialRegularization.of(0.5, 0.3));
    try (CompiledModel compiled = compile(model)) {
      History history = compiled.fit(neighbors(32), FitConfig.epochs(20).withBatch(8));
      assertThat(history.last("loss")).isLessThan(history.values("loss").get(0));
      for (String term : List.of("graph", "adversarial", "virtual_adversarial")) {
        assertThat(history.last("scaled_" + term + "_loss")).isGreaterThan(0.0);
      }
    }
  }

  @Test
  void severalInputsAndOutputsAreTrainedTogether() {
    var stems = new LinkedHashMap<String, List<org.beamnsl.trainer.model.Layer>>();
    stems.put("words", List.of(Embedding.of(9, 4), GlobalPooling.average()));
    var heads = new LinkedHashMap<String, List<org.beamnsl.trainer.model.Layer>>();
    heads.put("class", List.of(Dense.of(3, Activation.SOFTMAX)));
    heads.put("value", List.of(Dense.of(1)));
    var base =
        new Branched(
            List.of(Input.floats("x", 4), Input.ints("words", 5)),
            stems,
            List.of(Dense.of(8, Activation.RELU)),
            heads);
    CompileConfig config =
        CompileConfig.of(Adam.of(0.02), CLASSES)
            .withTargets(
                new Target("class", "label", CLASSES, 1, List.of(Metric.ACCURACY)),
                new Target(
                    "value", "height", StandardLoss.named("mean_squared_error"), 0.5, List.of()));
    Map<String, Column> columns = new HashMap<>(columns(24));
    columns.put("words", words(24));
    columns.put("height", FloatColumn.of(new float[24]));
    Model model = Model.of(base).with(AdversarialRegularization.defaults().withStepSize(0.1));
    try (CompiledModel compiled = model.compile(config)) {
      History history =
          compiled.fit(InMemoryDataset.of(columns), FitConfig.epochs(15).withBatch(8));
      Map<String, Double> last = history.epochs().get(14);
      assertThat(last.keySet())
          .containsExactly(
              "loss",
              "sparse_categorical_crossentropy_label",
              "accuracy_label",
              "mean_squared_error_height",
              "scaled_adversarial_loss");
      double supervised =
          value(last, "sparse_categorical_crossentropy_label")
              + 0.5 * value(last, "mean_squared_error_height");
      assertThat(value(last, "loss"))
          .isWithin(1e-5)
          .of(supervised + value(last, "scaled_adversarial_loss"));
      assertThat(value(last, "loss")).isLessThan(history.values("loss").get(0));
      assertThat(compiled.predictAll(InMemoryDataset.of(columns), 7).keySet())
          .containsExactly("class", "value");
    }
  }

  @Test
  void multipliersWarmUpAndDecay() {
    Multiplier rising =
        new Multiplier(
            0.8, 3, Optional.of(new DecayConfig(DecayConfig.Type.EXPONENTIAL, 1, 0.5, 0.1)));
    double[] expected = {0.2, 0.4, 0.6, 0.8, 0.4, 0.2, 0.1, 0.1};
    for (int step = 0; step < expected.length; step++) {
      assertThat(rising.at(step)).isWithin(1e-12).of(expected[step]);
    }
    assertThrows(NslException.class, () -> Multiplier.constant(-0.1));
  }

  @Test
  void fittingStopsEarlyAndPutsTheBestWeightsBack() {
    EarlyStopping rule = new EarlyStopping("val_loss", false, 1, true);
    FitConfig fit =
        FitConfig.epochs(200)
            .withBatch(8)
            .withValidation(InMemoryDataset.of(noise(32, 5)))
            .withEarlyStopping(rule);
    CompileConfig config = CompileConfig.of(Adam.of(0.05), CLASSES);
    try (CompiledModel model = Model.of(network()).compile(config)) {
      History history = model.fit(InMemoryDataset.of(noise(32, 4)), fit);
      assertThat(history.epochs().size()).isLessThan(200);
      double best = history.values("val_loss").stream().mapToDouble(v -> v).min().orElseThrow();
      assertThat(value(model.evaluate(InMemoryDataset.of(noise(32, 5))), "loss"))
          .isWithin(1e-6)
          .of(best);
    }
  }

  @Test
  void aLossThatIsNoNumberStopsTheRunWithStepAndIds() {
    var x = FloatColumn.of(new float[] {1, 2, Float.NaN, 0}, 4);
    var data =
        new InMemoryDataset(
            Map.of("x", x, "label", same(1, 0)), NeighborTable.none(1), List.of("paper-7"));
    try (CompiledModel model = compile(Model.of(network()))) {
      NslException stopped =
          assertThrows(NslException.class, () -> model.fit(data, FitConfig.epochs(1)));
      assertThat(stopped).hasMessageThat().contains("step 1");
      assertThat(stopped).hasMessageThat().contains("paper-7");
    }
  }

  private static List<String> warnings(double edgeWeight, double multiplier) {
    List<String> warnings = new ArrayList<>();
    Map<String, Column> columns = new HashMap<>(noise(16, 4));
    float[] x = normals(16 * 4, 4);
    for (int i = 0; i < x.length; i++) {
      x[i] = -x[i];
    }
    columns.put("NL_nbr_0_x", FloatColumn.of(x, 4));
    float[] weights = new float[16];
    Arrays.fill(weights, (float) edgeWeight);
    columns.put("NL_nbr_0_weight", FloatColumn.of(weights, 1));
    InMemoryDataset data = InMemoryDataset.ofPacked(columns, PackedNames.standard(1));
    Model graph = Model.of(network()).with(GraphRegularization.of(1).withMultiplier(multiplier));
    try (CompiledModel model = compile(graph)) {
      model.fit(
          data,
          FitConfig.epochs(1)
              .withListener(
                  new TrainingListener() {
                    @Override
                    public void onWarning(String message) {
                      warnings.add(message);
                    }
                  }));
    }
    return warnings;
  }

  @Test
  void aNeighbourLossThatDoesNothingOrEverythingIsToldOf() {
    assertThat(warnings(1, 0.1)).isEmpty();
    assertThat(warnings(0, 0.1).get(0)).contains("scaled_graph_loss is 0: no example");
    assertThat(warnings(1, 1e6).get(0)).contains("the multiplier leaves the labels little to say");
  }

  @Test
  void stepsAndLearningRatesFollowTheirLimits() {
    List<Long> steps = new ArrayList<>();
    List<Long> rates = new ArrayList<>();
    FitConfig fit =
        FitConfig.steps(5)
            .withBatch(4)
            .withLearningRate(
                (step, initial) -> {
                  rates.add(step);
                  return initial;
                })
            .withListener(
                new TrainingListener() {
                  @Override
                  public void onStep(StepReport report) {
                    steps.add(report.step());
                  }
                });
    try (CompiledModel model = compile(Model.of(network()))) {
      History history = model.fit(InMemoryDataset.of(columns(10)), fit);
      assertThat(history.steps()).isEqualTo(5);
      assertThat(history.epochs()).hasSize(2);
    }
    assertThat(steps).containsExactly(1L, 2L, 3L, 4L, 5L).inOrder();
    assertThat(rates).containsExactly(0L, 1L, 2L, 3L, 4L).inOrder();
  }

  @Test
  void schedulesMeetTheirEnds() {
    LearningRateSchedule schedule =
        LearningRateSchedule.warmingUp(2, LearningRateSchedule.cosine(4));
    double[] expected = {1 / 3.0, 2 / 3.0, 1, 0.8535534, 0.5, 0.1464466, 0, 0};
    for (int step = 0; step < expected.length; step++) {
      assertThat(schedule.at(step, 1)).isWithin(1e-6).of(expected[step]);
    }
  }

  @Test
  void badDataAreRefusedWithWhatWasExpected() {
    try (CompiledModel model = compile(Model.of(network()))) {
      refuses(model, Map.of("x", features(2), "label", same(2, 3)), "expected 0 to 2");
      refuses(model, Map.of("x", features(2)), "no label label");
      refuses(model, Map.of("label", same(2, 1)), "no feature x");
      refuses(
          model,
          Map.of("x", FloatColumn.of(new float[6], 3), "label", same(2, 1)),
          "expects FLOAT[4]");
      refuses(model, Map.of("x", IntColumn.of(new int[8], 4), "label", same(2, 1)), "INT[4]");
      refuses(
          model,
          Map.of("x", FloatColumn.of(new float[0], 4), "label", IntColumn.of(new int[0])),
          "empty");
    }
    try (CompiledModel model = compile(Model.of(network()).with(GraphRegularization.of(3)))) {
      NslException refused =
          assertThrows(NslException.class, () -> model.fit(neighbors(4), FitConfig.epochs(1)));
      assertThat(refused).hasMessageThat().contains("3 neighbours");
    }
  }

  @Test
  void idsOutsideTheVocabularyStopTheStep() {
    var base =
        Sequential.of(
            Input.ints("words", 2), Embedding.of(5, 3), GlobalPooling.average(), Dense.of(3));
    try (CompiledModel model =
        Model.of(base).compile(CompileConfig.of(Sgd.of(0.1), CLASSES.onLogits()))) {
      var data =
          InMemoryDataset.of(
              Map.of("words", IntColumn.of(new int[] {1, 7}, 2), "label", same(1, 0)));
      NslException refused =
          assertThrows(NslException.class, () -> model.fit(data, FitConfig.epochs(1)));
      assertThat(refused).hasMessageThat().contains("7 is not in [0, 5)");
    }
  }

  @Test
  void attackedBatchesKeepLabelsAndStayInTheirRange() {
    AttackConfig attack =
        AttackConfig.defaults().withStepSize(0.5).withIterations(3).withClip(-0.25, 0.25);
    try (CompiledModel model = compile(Model.of(network()))) {
      Batch batch = InMemoryDataset.of(columns(6)).batches(BatchOrder.sequential(6)).next();
      Batch moved = model.perturb(batch, attack);
      assertThat(moved.column("label")).isEqualTo(batch.column("label"));
      for (float value : ((FloatColumn) moved.column("x")).data()) {
        assertThat(value).isAtMost(0.25f);
        assertThat(value).isAtLeast(-0.25f);
      }
    }
  }

  private static void refuses(
      CompiledModel model, Map<String, ? extends Column> columns, String message) {
    NslException refused =
        assertThrows(
            NslException.class, () -> model.fit(InMemoryDataset.of(columns), FitConfig.epochs(1)));
    assertThat(refused).hasMessageThat().contains(message);
  }

  private static float[] trainedKernel(long seed) {
    var config = CompileConfig.of(Adam.of(0.01), CLASSES).withSeed(seed);
    try (CompiledModel model = Model.of(network()).compile(config)) {
      model.fit(InMemoryDataset.of(columns(20)), FitConfig.epochs(3).withBatch(7));
      return java.util.Objects.requireNonNull(model.weights().get("hidden/kernel"));
    }
  }

  private static double value(Map<String, Double> values, String name) {
    return java.util.Objects.requireNonNull(values.get(name), name);
  }

  private static CompiledModel compile(Model model) {
    return model.compile(CompileConfig.of(Adam.of(0.01), CLASSES, Metric.ACCURACY));
  }

  private static Sequential network() {
    return Sequential.of(
        Input.floats("x", 4),
        Dense.of(6, Activation.TANH).named("hidden"),
        Dense.of(3, Activation.SOFTMAX));
  }

  private static InMemoryDataset neighbors(int n) {
    Map<String, Column> columns = new HashMap<>(columns(n));
    float[] weights = new float[n];
    java.util.Arrays.fill(weights, 1f);
    columns.put("NL_nbr_0_x", FloatColumn.of(normals(n * 4, 8), 4));
    columns.put("NL_nbr_0_weight", FloatColumn.of(weights, 1));
    return InMemoryDataset.ofPacked(columns, PackedNames.standard(1));
  }

  private static Map<String, Column> columns(int n) {
    return Map.of("x", features(n), "label", labels(n));
  }

  /** Labels that the features say nothing about. */
  private static Map<String, Column> noise(int n, long seed) {
    return Map.of("x", FloatColumn.of(normals(n * 4, seed), 4), "label", labels(n));
  }

  private static Column features(int n) {
    return FloatColumn.of(normals(n * 4, 1), 4);
  }

  private static Column labels(int n) {
    float[] x = normals(n * 4, 1);
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = x[i * 4] > 0.5 ? 2 : x[i * 4] > -0.5 ? 1 : 0;
    }
    return IntColumn.of(labels);
  }

  private static Column same(int n, int label) {
    int[] labels = new int[n];
    java.util.Arrays.fill(labels, label);
    return IntColumn.of(labels);
  }

  private static Column words(int n) {
    Random random = new Random(6);
    return IntColumn.of(random.ints(n * 5L, 0, 9).toArray(), 5);
  }

  private static float[] normals(int count, long seed) {
    Random random = new Random(seed);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
