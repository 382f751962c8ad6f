package org.beamnsl.trainer.attack;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.golden.Golden;
import org.beamnsl.trainer.golden.GoldenModel;
import org.beamnsl.trainer.golden.ManyGraphs;
import org.beamnsl.trainer.model.Pass;
import org.beamnsl.trainer.model.RandomStream;
import org.beamnsl.trainer.model.Weights;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.types.TFloat32;

/**
 * Adversarial neighbours of the original: models, several features of mixed types, masks, clips.
 */
class AttackGoldenTest {

  private static final JsonNode FILE = Golden.load("adversarial.json");

  @Test
  void neighborsLossesAndGradientsEqualTheOriginal() {
    int cases = 0;
    for (String model : List.of("linear", "mlp_relu", "mlp_tanh")) {
      GoldenModel golden = GoldenModel.of(FILE, model);
      try (ManyGraphs graphs = new ManyGraphs()) {
        Weights weights = new Weights(graphs.tf());
        for (JsonNode one : FILE.get("cases")) {
          if (one.get("kind").asText().equals("gen_adv_neighbor")
              && one.get("model").asText().equals(model)
              && !one.has("error")) {
            expect(graphs, weights, golden, one);
            cases++;
          }
        }
        assertThat(graphs.check(weights, golden.weights())).isEmpty();
      }
    }
    assertThat(cases).isEqualTo(81);
  }

  private static void expect(ManyGraphs graphs, Weights weights, GoldenModel golden, JsonNode one) {
    Ops tf = graphs.tf();
    RandomStream random = new RandomStream(tf.constant(new long[] {1, 0}));
    Operand<TFloat32> x = Golden.constant(tf, FILE.get("X"));
    Map<String, Operand<?>> features = Map.of("x", x);
    AdversarialNeighbor.LossAt lossAt =
        at -> loss(tf, golden, Pass.training(tf, weights, random), at);
    Operand<TFloat32> labeled = lossAt.loss(features);
    Map<String, Operand<TFloat32>> gradients = InputGradients.of(tf, labeled, features);
    Map<String, Operand<?>> moved =
        new AdversarialNeighbor(tf, config(one.get("config")))
            .allSteps(features, gradients, lossAt, random);
    Operand<TFloat32> adversarial = lossAt.loss(moved);
    Operand<TFloat32> total = tf.math.add(labeled, tf.math.mul(adversarial, tf.constant(0.2f)));
    List<Operand<TFloat32>> variables = new ArrayList<>();
    weights.trainable().forEach(variable -> variables.add(variable.ref()));
    Gradients byWeights = Gradients.create(tf.scope(), total, variables);
    String name = "case " + one.get("case");
    graphs.expectValue(name + " loss", labeled, Golden.values(one.get("labeled_loss")));
    graphs.expectGradient(name + " by x", get(gradients, "x"), Golden.values(one.get("grad_x")));
    graphs.expectValue(
        name + " neighbour", operand(moved, "x"), Golden.values(one.get("adv_neighbor")));
    graphs.expectValue(
        name + " adversarial loss", adversarial, Golden.values(one.get("adversarial_loss")));
    graphs.expectValue(name + " total", total, Golden.values(one.get("total_loss_mult_0.2")));
    for (int i = 0; i < variables.size(); i++) {
      graphs.expectGradient(
          name + " by weight " + i,
          byWeights.dy(i),
          Golden.values(one.get("grad_weights_total").get(i)));
    }
  }

  @Test
  void ballsOfTheL1NormHoldAlthoughTheOriginalHasNone() {
    GoldenModel golden = GoldenModel.of(FILE, "mlp_tanh");
    int cases = 0;
    try (ManyGraphs graphs = new ManyGraphs()) {
      Ops tf = graphs.tf();
      Weights weights = new Weights(tf);
      RandomStream random = new RandomStream(tf.constant(new long[] {1, 0}));
      for (JsonNode one : FILE.get("cases")) {
        if (!one.has("error")
            || !one.has("model")
            || !one.get("model").asText().equals("mlp_tanh")) {
          continue;
        }
        cases++;
        Operand<TFloat32> x = Golden.constant(tf, FILE.get("X"));
        Map<String, Operand<?>> features = Map.of("x", x);
        AdversarialNeighbor.LossAt lossAt =
            at -> loss(tf, golden, Pass.training(tf, weights, random), at);
        Operand<TFloat32> clean = lossAt.loss(features);
        AttackConfig config = config(one.get("config"));
        Operand<TFloat32> moved =
            operand(
                new AdversarialNeighbor(
                        tf, config.withClip(FeatureValues.none(), FeatureValues.none()))
                    .allSteps(features, InputGradients.of(tf, clean, features), lossAt, random),
                "x");
        Operand<TFloat32> length = tf.reduceSum(tf.math.abs(tf.math.sub(moved, x)), tf.constant(1));
        float radius = (float) config.epsilon().orElseThrow();
        graphs.expectValue(
            "length of case " + one.get("case"),
            length,
            new float[] {radius, radius, radius, radius});
        Operand<TFloat32> rises =
            tf.dtypes.cast(tf.math.greater(lossAt.loss(Map.of("x", moved)), clean), TFloat32.class);
        graphs.expectValue("loss of case " + one.get("case"), rises, new float[] {1});
      }
      assertThat(graphs.check(weights, golden.weights())).isEmpty();
    }
    assertThat(cases).isEqualTo(3);
  }

  /** The original's random start ignores the mask. */
  @Test
  void aRandomStartKeepsToTheMask() {
    try (ManyGraphs graphs = new ManyGraphs()) {
      Ops tf = graphs.tf();
      Operand<TFloat32> x = tf.constant(new float[][] {{1, 2, 3}, {4, 5, 6}});
      Map<String, Operand<?>> features = Map.of("x", x);
      AdversarialNeighbor.LossAt lossAt = at -> sum(tf, tf.math.square(operand(at, "x")));
      AttackConfig config =
          AttackConfig.defaults()
              .withStepSize(0.5)
              .withRandomStart(true)
              .withMask(
                  FeatureValues.all(
                      new FeatureValues.Constant(new float[] {1, 0, 1}, new int[] {3})));
      Operand<TFloat32> moved =
          operand(
              new AdversarialNeighbor(tf, config)
                  .allSteps(
                      features,
                      InputGradients.of(tf, lossAt.loss(features), features),
                      lossAt,
                      new RandomStream(tf.constant(new long[] {5, 0}))),
              "x");
      Operand<TFloat32> differs = tf.dtypes.cast(tf.math.notEqual(moved, x), TFloat32.class);
      graphs.expectValue("moved", differs, new float[] {1, 0, 1, 1, 0, 1});
      assertThat(graphs.check()).isEmpty();
    }
  }

  @Test
  void severalFeaturesMoveTogetherAndOthersStay() {
    int cases = 0;
    try (ManyGraphs graphs = new ManyGraphs()) {
      for (JsonNode one : FILE.get("cases")) {
        if (!one.get("kind").asText().equals("gen_adv_neighbor_multi") || one.has("error")) {
          continue;
        }
        cases++;
        Ops tf = graphs.tf();
        Map<String, Operand<?>> features = new LinkedHashMap<>();
        one.get("features")
            .properties()
            .forEach(
                e ->
                    features.put(
                        e.getKey(),
                        e.getValue().get("dtype").asText().startsWith("int")
                            ? tf.reshape(
                                tf.constant(Golden.ints(e.getValue())),
                                tf.constant(Golden.shape(e.getValue())))
                            : Golden.constant(tf, e.getValue())));
        String what = one.get("what").asText();
        AdversarialNeighbor.LossAt lossAt = at -> formula(tf, what, at);
        Operand<TFloat32> loss = lossAt.loss(features);
        Map<String, Operand<?>> moved =
            new AdversarialNeighbor(tf, config(one.get("config")))
                .allSteps(
                    features,
                    InputGradients.of(tf, loss, features),
                    lossAt,
                    new RandomStream(tf.constant(new long[2])));
        String name = "case " + one.get("case");
        graphs.expectValue(name, loss, Golden.values(one.get("labeled_loss")));
        one.get("adv_neighbor")
            .properties()
            .forEach(
                e ->
                    graphs.expectValue(
                        name + " " + e.getKey(),
                        asFloats(tf, Objects.requireNonNull(moved.get(e.getKey()))),
                        Golden.values(e.getValue())));
      }
      assertThat(graphs.check()).isEmpty();
    }
    assertThat(cases).isEqualTo(23);
  }

  @Test
  void severalStepsNeedTheLossElsewhere() {
    try (ManyGraphs graphs = new ManyGraphs()) {
      Map<String, Operand<?>> features = Map.of("x", Golden.constant(graphs.tf(), FILE.get("X")));
      var several = new AdversarialNeighbor(graphs.tf(), AttackConfig.defaults().withIterations(2));
      assertThrows(NslException.class, () -> several.oneStep(features, Map.of()));
      var random =
          new AdversarialNeighbor(graphs.tf(), AttackConfig.defaults().withRandomStart(true));
      assertThrows(NslException.class, () -> random.oneStep(features, Map.of()));
    }
  }

  @Test
  void featuresThatCannotMoveAreRefusedOnRequest() {
    try (ManyGraphs graphs = new ManyGraphs()) {
      Ops tf = graphs.tf();
      Operand<TFloat32> x = tf.constant(new float[][] {{1}});
      Operand<TFloat32> loss = tf.reduceSum(x, tf.constant(new int[] {0, 1}));
      Map<String, Operand<?>> features = Map.of("x", x, "n", tf.constant(new int[][] {{1}}));
      var refused =
          assertThrows(NslException.class, () -> InputGradients.ofAll(tf, loss, features));
      assertThat(refused).hasMessageThat().contains("[n]");
    }
  }

  @Test
  void unknownNormsAndBadSettingsAreRefused() {
    AttackConfig good = AttackConfig.defaults();
    assertThrows(NslException.class, () -> Norm.named("l3"));
    assertThrows(NslException.class, () -> good.withStepSize(0));
    assertThrows(NslException.class, () -> good.withIterations(0));
    assertThrows(NslException.class, () -> good.withEpsilon(-1));
    assertThrows(NslException.class, () -> good.withMask(FeatureValues.all(2)));
  }

  private static Operand<TFloat32> loss(
      Ops tf, GoldenModel golden, Pass pass, Map<String, Operand<?>> features) {
    Operand<TFloat32> logits = golden.base().call(pass, features).values().iterator().next();
    return tf.math.mean(
        golden.loss().values(tf, tf.constant(Golden.ints(FILE.get("Y"))), logits), tf.constant(0));
  }

  /** The loss formulas are those that {@code multi_loss_doc} of the golden file describes. */
  private static Operand<TFloat32> formula(Ops tf, String what, Map<String, Operand<?>> at) {
    Operand<TFloat32> a = operand(at, "a");
    Operand<TFloat32> b = operand(at, "b");
    Operand<TFloat32> factors = tf.constant(new float[] {3, 4});
    Operand<TFloat32> twelve = tf.constant(12f);
    return switch (what) {
      case "lin" -> tf.math.add(sum(tf, tf.math.mul(a, factors)), sum(tf, tf.math.mul(b, twelve)));
      case "quad" ->
          tf.math.add(
              sum(tf, tf.math.mul(tf.math.square(a), factors)),
              sum(tf, tf.math.mul(tf.math.square(b), twelve)));
      default -> tf.math.add(sum(tf, tf.math.sqrt(a)), sum(tf, b));
    };
  }

  private static Operand<TFloat32> sum(Ops tf, Operand<TFloat32> values) {
    return tf.reduceSum(values, tf.constant(new int[] {0, 1}));
  }

  private static Operand<TFloat32> asFloats(Ops tf, Operand<?> operand) {
    return operand.type() == TFloat32.class
        ? operand(Map.of("it", operand), "it")
        : tf.dtypes.cast(operand(Map.of("it", operand), "it"), TFloat32.class);
  }

  @SuppressWarnings("unchecked")
  private static Operand<TFloat32> operand(Map<String, Operand<?>> operands, String name) {
    return (Operand<TFloat32>) Objects.requireNonNull(operands.get(name));
  }

  private static <T> T get(Map<String, T> map, String key) {
    return Objects.requireNonNull(map.get(key));
  }

  /** The attack of a golden case; settings not named keep their defaults. */
  public static AttackConfig config(JsonNode settings) {
    AttackConfig config =
        AttackConfig.defaults()
            .withNorm(Norm.named(settings.get("adv_grad_norm").asText()))
            .withStepSize(settings.get("adv_step_size").asDouble());
    if (settings.has("pgd_iterations")) {
      config = config.withIterations(settings.get("pgd_iterations").asInt());
    }
    if (settings.has("pgd_epsilon")) {
      config = config.withEpsilon(settings.get("pgd_epsilon").asDouble());
    }
    return config
        .withMask(constants(settings.get("feature_mask")))
        .withClip(
            constants(settings.get("clip_value_min")), constants(settings.get("clip_value_max")));
  }

  private static FeatureValues constants(@org.jspecify.annotations.Nullable JsonNode node) {
    if (node == null || node.isNull()) {
      return FeatureValues.none();
    }
    if (node.isNumber() || Golden.isTensor(node)) {
      return FeatureValues.all(constant(node));
    }
    Map<String, FeatureValues.Constant> named = new HashMap<>();
    node.properties()
        .forEach(
            e -> {
              if (!e.getValue().isNull()) {
                named.put(e.getKey(), constant(e.getValue()));
              }
            });
    return FeatureValues.of(named);
  }

  private static FeatureValues.Constant constant(JsonNode node) {
    return new FeatureValues.Constant(Golden.values(node), Golden.shape(node));
  }
}
