package org.beamnsl.trainer.attack;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.golden.Golden;
import org.beamnsl.trainer.golden.ManyGraphs;
import org.beamnsl.trainer.model.RandomStream;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Norm balls, masks and target classes of the original. */
class NormGoldenTest {

  private static final JsonNode FILE = Golden.load("utils.json");

  @Test
  void unitVectorsDirectionsAndProjectionsEqualTheOriginal() {
    int cases = 0;
    try (ManyGraphs graphs = new ManyGraphs()) {
      for (JsonNode one : FILE.get("cases")) {
        String function = one.get("fn").asText();
        JsonNode in = one.get("in");
        if (one.has("error") || !in.has("norm_type") || one.has("out_properties")) {
          continue;
        }
        cases++;
        NormBall ball = new NormBall(graphs.tf(), Norm.named(in.get("norm_type").asText()));
        JsonNode input =
            switch (function) {
              case "normalize" -> in.get("tensor");
              case "maximize_within_unit_norm" -> in.get("weights");
              default -> in.get("tensors");
            };
        Map<String, Operand<TFloat32>> features = features(graphs.tf(), input);
        Map<String, Operand<TFloat32>> actual =
            switch (function) {
              case "normalize" -> ball.normalize(features, (float) in.get("epsilon").asDouble());
              case "maximize_within_unit_norm" -> ball.steepest(features);
              default -> ball.project(features, (float) in.get("radius").asDouble());
            };
        Map<String, JsonNode> expected = nodes(one.get("out"));
        assertThat(actual.keySet()).isEqualTo(expected.keySet());
        actual.forEach(
            (name, value) ->
                graphs.expectValue(
                    "case " + one.get("case") + " " + name,
                    value,
                    Golden.values(Objects.requireNonNull(expected.get(name)))));
      }
      assertThat(graphs.check()).isEmpty();
    }
    assertThat(cases).isEqualTo(48);
  }

  @Test
  void projectionOnTheL1BallIsTheNearestPoint() {
    Random random = new Random(5);
    float[] points = new float[6 * 7];
    for (int i = 0; i < points.length; i++) {
      points[i] = (float) random.nextGaussian();
    }
    float radius = 1.5f;
    float[] nearest = new float[points.length];
    for (int row = 0; row < 6; row++) {
      nearestByBisection(points, nearest, row * 7, radius);
    }
    try (ManyGraphs graphs = new ManyGraphs()) {
      Ops tf = graphs.tf();
      Operand<TFloat32> all = tf.reshape(tf.constant(points), tf.constant(new int[] {6, 7}));
      Map<String, Operand<TFloat32>> halves = new LinkedHashMap<>();
      halves.put("a", columns(tf, all, 0, 1, 2));
      halves.put("b", columns(tf, all, 3, 4, 5, 6));
      Map<String, Operand<TFloat32>> projected = new NormBall(tf, Norm.L1).project(halves, radius);
      graphs.expectValue(
          "joint projection",
          tf.concat(new ArrayList<>(projected.values()), tf.constant(1)),
          nearest);
      assertThat(graphs.check()).isEmpty();
    }
  }

  @Test
  void randomPointsFillTheBallUniformly() {
    int cases = 0;
    for (JsonNode one : FILE.get("cases")) {
      if (!one.has("out_properties")) {
        continue;
      }
      cases++;
      JsonNode properties = one.get("out_properties");
      float[] norms = randomNorms(one.get("in"));
      double mean = 0;
      double max = 0;
      for (float norm : norms) {
        mean += norm / norms.length;
        max = Math.max(max, norm);
      }
      // Uniform in d dimensions: the mean radius is r · d / (d + 1).
      assertThat(mean).isWithin(0.01).of(properties.get("expected_mean_norm").asDouble());
      assertThat(max).isAtMost(one.get("in").get("radius").asDouble() + 1e-5);
      assertThat(max).isAtLeast(0.99 * properties.get("max_norm").asDouble());
    }
    assertThat(cases).isEqualTo(3);
  }

  @Test
  void featuresOfDifferentBatchesAreRefused() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      var random = new RandomStream(tf.constant(new long[2]));
      Map<String, Operand<TFloat32>> unequal =
          Map.of("a", tf.constant(new float[2][1]), "b", tf.constant(new float[3][1]));
      assertThrows(NslException.class, () -> new NormBall(tf, Norm.L2).random(random, unequal, 1));
    }
  }

  @Test
  void masksScaleFeatures() {
    int cases = 0;
    try (ManyGraphs graphs = new ManyGraphs()) {
      for (JsonNode one : of("apply_feature_mask")) {
        JsonNode mask = one.get("in").get("feature_mask");
        if (one.has("error")) {
          FeatureValues bad = FeatureValues.all(constant(mask));
          assertThrows(NslException.class, () -> AttackConfig.defaults().withMask(bad));
        } else {
          FeatureValues values =
              mask.isNull() ? FeatureValues.none() : FeatureValues.all(constant(mask));
          Operand<TFloat32> features = Golden.constant(graphs.tf(), one.get("in").get("features"));
          graphs.expectValue(
              "case " + one.get("case"),
              values.times(graphs.tf(), "x", features),
              Golden.values(one.get("out")));
        }
        cases++;
      }
      assertThat(graphs.check()).isEmpty();
    }
    assertThat(cases).isEqualTo(6);
  }

  @Test
  void targetClassesEqualTheOriginal() {
    int cases = 0;
    try (ManyGraphs graphs = new ManyGraphs()) {
      Ops tf = graphs.tf();
      RandomStream random = new RandomStream(tf.constant(new long[] {3, 0}));
      for (JsonNode one : of("get_target_indices")) {
        TargetMethod method =
            TargetMethod.valueOf(
                one.get("in").get("target_method").asText().toUpperCase(java.util.Locale.ROOT));
        Operand<TFloat32> logits = Golden.constant(tf, one.get("in").get("logits"));
        Operand<TInt32> labels = tf.constant(Golden.ints(one.get("in").get("labels")));
        cases++;
        if (one.has("error")) {
          assertThrows(NslException.class, () -> method.indices(tf, logits, labels, random));
          continue;
        }
        Operand<TFloat32> actual =
            tf.dtypes.cast(method.indices(tf, logits, labels, random), TFloat32.class);
        if (method == TargetMethod.RANDOM) {
          Operand<TFloat32> legal =
              tf.dtypes.cast(
                  tf.math.logicalAnd(
                      tf.math.greaterEqual(actual, tf.constant(0f)),
                      tf.math.less(actual, tf.constant(3f))),
                  TFloat32.class);
          graphs.expectValue("random classes", legal, new float[] {1, 1, 1, 1, 1});
        } else {
          graphs.expectValue("case " + one.get("case"), actual, Golden.values(one.get("out")));
        }
      }
      assertThat(graphs.check()).isEmpty();
    }
    assertThat(cases).isEqualTo(5);
  }

  private static List<JsonNode> of(String function) {
    List<JsonNode> cases = new ArrayList<>();
    for (JsonNode one : FILE.get("cases")) {
      if (one.get("fn").asText().equals(function)) {
        cases.add(one);
      }
    }
    return cases;
  }

  private static float[] randomNorms(JsonNode in) {
    Norm norm = Norm.named(in.get("norm_type").asText());
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      RandomStream random = new RandomStream(tf.constant(new long[] {11, 0}));
      Map<String, Operand<TFloat32>> like = new LinkedHashMap<>();
      in.get("shapes")
          .properties()
          .forEach(
              e ->
                  like.put(
                      e.getKey(),
                      tf.constant(
                          new float[e.getValue().get(0).asInt()][e.getValue().get(1).asInt()])));
      Rows points =
          new Rows(
              tf, new NormBall(tf, norm).random(random, like, (float) in.get("radius").asDouble()));
      Operand<TFloat32> norms =
          switch (norm) {
            case L1 -> points.sum(tf.math::abs);
            case L2 -> tf.math.sqrt(points.sum(tf.math::square));
            case INFINITY -> points.maxAbs();
          };
      try (Session session = new Session(graph);
          Result result = session.runner().fetch(norms).run()) {
        float[] values = new float[(int) result.get(0).shape().size()];
        result.get(0).asRawTensor().data().asFloats().read(values);
        return values;
      }
    }
  }

  /** Shrinks by the threshold that leaves the absolute values summing to the radius. */
  private static void nearestByBisection(float[] from, float[] to, int start, double radius) {
    double low = 0;
    double high = 10;
    for (int i = 0; i < 100; i++) {
      double middle = (low + high) / 2;
      double sum = 0;
      for (int j = start; j < start + 7; j++) {
        sum += Math.max(0, Math.abs(from[j]) - middle);
      }
      if (sum > radius) {
        low = middle;
      } else {
        high = middle;
      }
    }
    for (int j = start; j < start + 7; j++) {
      to[j] = (float) (Math.signum(from[j]) * Math.max(0, Math.abs(from[j]) - low));
    }
  }

  private static Operand<TFloat32> columns(Ops tf, Operand<TFloat32> rows, int... which) {
    return tf.gather(rows, tf.constant(which), tf.constant(1));
  }

  private static FeatureValues.Constant constant(JsonNode node) {
    return new FeatureValues.Constant(Golden.values(node), Golden.shape(node));
  }

  private static Map<String, Operand<TFloat32>> features(Ops tf, JsonNode input) {
    Map<String, Operand<TFloat32>> features = new LinkedHashMap<>();
    nodes(input).forEach((name, node) -> features.put(name, Golden.constant(tf, node)));
    return features;
  }

  /** A tensor, a list of tensors or a map of tensors, by name. */
  private static Map<String, JsonNode> nodes(JsonNode input) {
    Map<String, JsonNode> nodes = new LinkedHashMap<>();
    if (Golden.isTensor(input)) {
      nodes.put("0", input);
    } else if (input.isArray()) {
      for (int i = 0; i < input.size(); i++) {
        nodes.put(String.valueOf(i), input.get(i));
      }
    } else {
      input.properties().forEach(e -> nodes.put(e.getKey(), e.getValue()));
    }
    return nodes;
  }
}
