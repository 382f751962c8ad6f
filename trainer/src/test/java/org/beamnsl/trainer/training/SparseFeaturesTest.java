package org.beamnsl.trainer.training;

import static com.google.common.truth.Truth.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.beamnsl.trainer.attack.AttackConfig;
import org.beamnsl.trainer.data.Batch;
import org.beamnsl.trainer.data.BatchOrder;
import org.beamnsl.trainer.data.Column;
import org.beamnsl.trainer.data.FloatColumn;
import org.beamnsl.trainer.data.InMemoryDataset;
import org.beamnsl.trainer.data.IntColumn;
import org.beamnsl.trainer.data.PackedNames;
import org.beamnsl.trainer.layers.Activation;
import org.beamnsl.trainer.layers.Dense;
import org.beamnsl.trainer.layers.Dropout;
import org.beamnsl.trainer.loss.StandardLoss;
import org.beamnsl.trainer.model.Input;
import org.beamnsl.trainer.model.Sequential;
import org.beamnsl.trainer.regularize.AdversarialRegularization;
import org.beamnsl.trainer.regularize.DistanceType;
import org.beamnsl.trainer.regularize.GraphRegularization;
import org.junit.jupiter.api.Test;

/** Vectors of mostly zeros are learned from as if the zeros were there. */
class SparseFeaturesTest {
  private static final int WIDTH = 40;
  private static final int EXAMPLES = 50;
  private static final Input FLOATS = Input.floats("words", WIDTH);
  private static final Input INTS = Input.ints("words", WIDTH);

  private static Model model(Input input) {
    return Model.of(
        Sequential.of(
            input, Dense.of(8, Activation.RELU), Dropout.of(0.2), Dense.of(2, Activation.SOFTMAX)));
  }

  private static Model graph(Input input) {
    return model(input)
        .with(GraphRegularization.of(2).withMultiplier(0.5).withDistance(DistanceType.L2));
  }

  private static CompiledModel compile(Model model) {
    return model.compile(
        CompileConfig.of(Adam.of(0.01), StandardLoss.sparseCategoricalCrossentropy()));
  }

  private static InMemoryDataset data(boolean floats) {
    Random random = new Random(3);
    Map<String, Column> columns = new HashMap<>();
    columns.put("words", words(random, floats));
    columns.put("label", IntColumn.of(random.ints(EXAMPLES, 0, 2).toArray()));
    for (int i = 0; i < 2; i++) {
      columns.put("NL_nbr_" + i + "_words", words(random, floats));
      float[] weights = new float[EXAMPLES];
      for (int row = 0; row < EXAMPLES; row++) {
        weights[row] = random.nextInt(3) / 2f;
      }
      columns.put("NL_nbr_" + i + "_weight", FloatColumn.of(weights, 1));
    }
    return InMemoryDataset.ofPacked(columns, PackedNames.standard(2));
  }

  /** A tenth of the numbers is 1 or 2; the first example has none. */
  private static Column words(Random random, boolean floats) {
    int[] ints = new int[EXAMPLES * WIDTH];
    float[] same = new float[ints.length];
    for (int i = WIDTH; i < ints.length; i++) {
      ints[i] = random.nextInt(10) == 0 ? 1 + random.nextInt(2) : 0;
      same[i] = ints[i];
    }
    return floats ? FloatColumn.of(same, WIDTH) : IntColumn.of(ints, WIDTH);
  }

  private static Map<String, float[]> trained(Model model, InMemoryDataset data) {
    try (CompiledModel compiled = compile(model)) {
      compiled.fit(data, FitConfig.epochs(4).withBatch(8));
      return compiled.weights();
    }
  }

  private static void assertNear(Map<String, float[]> actual, Map<String, float[]> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    actual.forEach(
        (name, values) ->
            assertThat(values)
                .usingTolerance(1e-5)
                .containsExactly(Objects.requireNonNull(expected.get(name)))
                .inOrder());
  }

  private static void assertSameBits(Map<String, float[]> actual, Map<String, float[]> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    actual.forEach((name, values) -> assertThat(values).isEqualTo(expected.get(name)));
  }

  @Test
  void weightsAreThoseOfTrainingWithTheZeros() {
    for (boolean floats : new boolean[] {false, true}) {
      Input input = floats ? FLOATS : INTS;
      InMemoryDataset data = data(floats);
      assertNear(
          trained(graph(input.ofMostlyZeros()), data.withSparse("words")),
          trained(graph(input), data));
    }
  }

  @Test
  void theSameTrainingGivesTheSameBitsWhicheverWayTheDataAreKept() {
    Map<String, float[]> sparse =
        trained(graph(INTS.ofMostlyZeros()), data(false).withSparse("words"));
    assertSameBits(trained(graph(INTS.ofMostlyZeros()), data(false).withSparse("words")), sparse);
    assertSameBits(trained(graph(INTS.ofMostlyZeros()), data(false)), sparse);
  }

  @Test
  void whatAnAttackMovesIsReadWithItsZeros() {
    Model attacked = model(FLOATS).with(AdversarialRegularization.defaults().withStepSize(0.3));
    Model attackedSparse =
        model(FLOATS.ofMostlyZeros()).with(AdversarialRegularization.defaults().withStepSize(0.3));
    assertSameBits(
        trained(attackedSparse, data(true).withSparse("words")), trained(attacked, data(true)));
  }

  @Test
  void predictionsAndAttacksAreThoseOfTheVectorWithItsZeros() {
    InMemoryDataset dense = data(true);
    InMemoryDataset sparse = dense.withSparse("words");
    try (CompiledModel one = compile(model(FLOATS.ofMostlyZeros()));
        CompiledModel other = compile(model(FLOATS))) {
      assertThat(one.predict(sparse)).isEqualTo(other.predict(dense));
      assertThat(one.evaluate(sparse)).isEqualTo(other.evaluate(dense));
      AttackConfig attack = AttackConfig.defaults().withStepSize(0.5);
      Batch moved = one.perturb(batch(sparse), attack);
      assertThat(moved.column("words"))
          .isEqualTo(other.perturb(batch(dense), attack).column("words"));
    }
  }

  private static Batch batch(InMemoryDataset data) {
    return data.batches(BatchOrder.sequential(6)).next();
  }
}
