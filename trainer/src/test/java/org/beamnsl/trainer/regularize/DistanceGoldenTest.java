package org.beamnsl.trainer.regularize;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.Lists;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.golden.Golden;
import org.beamnsl.trainer.golden.ManyGraphs;
import org.beamnsl.trainer.loss.Reduction;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.types.TFloat32;

/** All 1,448 distances of the original, with gradients by both sides. */
class DistanceGoldenTest {

  private static final JsonNode FILE = Golden.load("distances.json");

  @Test
  void distancesAndTheirGradientsEqualTheOriginal() {
    List<JsonNode> cases = new ArrayList<>();
    for (JsonNode one : FILE.get("cases")) {
      if (!one.has("error")) {
        cases.add(one);
      }
    }
    assertThat(cases).hasSize(915);
    List<String> failures = new ArrayList<>();
    // Differentiating takes time in proportion to the whole graph, so graphs are kept small.
    for (List<JsonNode> part : Lists.partition(cases, 40)) {
      try (ManyGraphs graphs = new ManyGraphs()) {
        part.forEach(one -> expect(graphs, one));
        failures.addAll(graphs.check());
      }
    }
    assertThat(failures).isEmpty();
  }

  private static void expect(ManyGraphs graphs, JsonNode one) {
    Ops tf = graphs.tf();
    Operand<TFloat32> sources = Golden.constant(tf, input(one).get("sources"));
    Operand<TFloat32> targets = Golden.constant(tf, input(one).get("targets"));
    Operand<TFloat32> value =
        new PairwiseDistance(tf, config(one)).of(sources, targets, weights(tf, one));
    Gradients gradients = Gradients.create(tf.scope(), value, List.of(sources, targets));
    graphs.expectValue(name(one), value, Golden.values(one.get("value")));
    graphs.expectGradient(
        name(one) + " by sources", gradients.dy(0), Golden.values(one.get("grad_sources")));
    graphs.expectGradient(
        name(one) + " by targets", gradients.dy(1), Golden.values(one.get("grad_targets")));
  }

  @Test
  void whatTheOriginalRefusesIsRefused() {
    List<String> accepted = new ArrayList<>();
    int cases = 0;
    try (ManyGraphs graphs = new ManyGraphs()) {
      for (JsonNode one : FILE.get("cases")) {
        if (!one.has("error") || isFoundOnlyWhenRun(one)) {
          continue;
        }
        cases++;
        try {
          build(graphs.tf(), one);
          accepted.add(name(one));
        } catch (NslException refused) {
          assertThat(refused).hasMessageThat().isNotEmpty();
        }
      }
    }
    assertThat(accepted).isEmpty();
    assertThat(cases).isEqualTo(531);
  }

  @Test
  void rowsThatAreNoDistributionsStopTheStep() {
    int cases = 0;
    for (JsonNode one : FILE.get("cases")) {
      if (one.has("error") && isFoundOnlyWhenRun(one)) {
        cases++;
        try (ManyGraphs graphs = new ManyGraphs()) {
          graphs.expectValue(name(one), build(graphs.tf(), one), new float[1]);
          assertThrows(TFInvalidArgumentException.class, graphs::check);
        }
      }
    }
    assertWithMessage("cases").that(cases).isEqualTo(2);
  }

  private static boolean isFoundOnlyWhenRun(JsonNode one) {
    return one.get("error").get("message").asText().contains("did not hold element-wise");
  }

  private static Operand<TFloat32> build(Ops tf, JsonNode one) {
    return new PairwiseDistance(tf, config(one))
        .of(
            Golden.constant(tf, input(one).get("sources")),
            Golden.constant(tf, input(one).get("targets")),
            weights(tf, one));
  }

  private static JsonNode input(JsonNode one) {
    return FILE.get("inputs").get(one.get("input").asText());
  }

  private static Operand<TFloat32> weights(Ops tf, JsonNode one) {
    return Golden.constant(tf, FILE.get("weights").get(one.get("weights").asText()));
  }

  static DistanceConfig config(JsonNode one) {
    JsonNode axis = one.get("sum_over_axis");
    return new DistanceConfig(
        DistanceType.named(one.get("distance_type").asText()),
        one.has("reduction")
            ? Reduction.named(one.get("reduction").asText())
            : Reduction.SUM_BY_NONZERO_WEIGHTS,
        axis == null || axis.isNull() ? OptionalInt.empty() : OptionalInt.of(axis.asInt()),
        one.get("transform_fn").asText().equals("softmax")
            ? DistanceConfig.Transform.SOFTMAX
            : DistanceConfig.Transform.NONE);
  }

  private static String name(JsonNode one) {
    return "case " + one.get("case") + " " + one.get("distance_type") + " on " + one.get("input");
  }
}
