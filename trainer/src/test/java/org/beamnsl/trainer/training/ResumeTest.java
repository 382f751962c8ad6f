package org.beamnsl.trainer.training;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.attack.AttackConfig;
import org.beamnsl.trainer.data.Column;
import org.beamnsl.trainer.data.FloatColumn;
import org.beamnsl.trainer.data.InMemoryDataset;
import org.beamnsl.trainer.data.IntColumn;
import org.beamnsl.trainer.data.PackedNames;
import org.beamnsl.trainer.layers.Activation;
import org.beamnsl.trainer.layers.BatchNormalization;
import org.beamnsl.trainer.layers.Dense;
import org.beamnsl.trainer.layers.Dropout;
import org.beamnsl.trainer.loss.Metric;
import org.beamnsl.trainer.loss.StandardLoss;
import org.beamnsl.trainer.model.Input;
import org.beamnsl.trainer.model.Sequential;
import org.beamnsl.trainer.regularize.AdversarialRegularization;
import org.beamnsl.trainer.regularize.GraphRegularization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is cut off and taken up again ends with the same bits as one that was not. */
class ResumeTest {

  @TempDir private Path directory;

  /** Stands for a power cut: nothing of the run survives but its files. */
  private static final class Cut extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  @Test
  void aRunCutOffAnywhereEndsWithTheSameBits() {
    FitConfig whole = FitConfig.epochs(4).withBatch(7);
    Map<String, float[]> expected;
    List<Map<String, Double>> history;
    try (CompiledModel model = compile()) {
      history = model.fit(data(), whole).epochs();
      expected = model.state();
    }
    Random random = new Random(3);
    for (int trial = 0; trial < 3; trial++) {
      Path checkpoints = directory.resolve("trial" + trial);
      FitConfig saved = whole.withCheckpoint(CheckpointConfig.in(checkpoints).withEverySteps(3));
      for (int cuts = 0; cuts < 2; cuts++) {
        fitUntilCut(saved, 2 + random.nextInt(9));
      }
      try (CompiledModel model = compile()) {
        List<Map<String, Double>> resumed = model.fit(data(), saved).epochs();
        assertThat(resumed).isEqualTo(history);
        Map<String, float[]> state = model.state();
        expected.forEach(
            (name, values) -> assertWithMessage(name).that(state.get(name)).isEqualTo(values));
      }
    }
  }

  @Test
  void aDamagedCheckpointIsPassedOver() throws IOException {
    FitConfig saved =
        FitConfig.epochs(2)
            .withBatch(7)
            .withCheckpoint(CheckpointConfig.in(directory).withEverySteps(3));
    Map<String, float[]> expected;
    try (CompiledModel model = compile()) {
      model.fit(data(), saved);
      expected = model.state();
    }
    Path newest;
    try (Stream<Path> files = Files.list(directory)) {
      newest = files.max(Comparator.naturalOrder()).orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(newest);
    bytes[bytes.length / 2] ^= 1;
    Files.write(newest, bytes);
    assertThrows(NslException.class, () -> Checkpoint.read(newest));
    try (CompiledModel model = compile()) {
      model.fit(data(), saved);
      Map<String, float[]> state = model.state();
      expected.forEach(
          (name, values) -> assertWithMessage(name).that(state.get(name)).isEqualTo(values));
    }
  }

  @Test
  void aCheckpointOfAnotherRunIsRefused() {
    FitConfig saved =
        FitConfig.epochs(1).withBatch(7).withCheckpoint(CheckpointConfig.in(directory));
    try (CompiledModel model = compile()) {
      model.fit(data(), saved);
    }
    try (CompiledModel model = compile()) {
      FitConfig other = saved.withBatch(8);
      NslException refused = assertThrows(NslException.class, () -> model.fit(data(), other));
      assertThat(refused).hasMessageThat().contains("batch=7");
    }
  }

  @Test
  void savedModelsGiveTheSamePredictionsAndTrainOn() {
    Path saved = directory.resolve("model");
    try (CompiledModel first = compile();
        CompiledModel second = compile()) {
      first.fit(data(), FitConfig.epochs(2));
      first.save(saved);
      second.load(saved);
      assertThat(second.predict(data())).isEqualTo(first.predict(data()));
      first
          .weights()
          .forEach((name, values) -> assertThat(second.weights().get(name)).isEqualTo(values));
      assertThrows(NslException.class, () -> first.save(saved));
      assertThat(second.fit(data(), FitConfig.epochs(1)).last("loss")).isFinite();
    }
  }

  @Test
  void aCheckpointOfOtherDataOrAnotherModelIsRefused() {
    CheckpointConfig here = CheckpointConfig.in(directory);
    FitConfig fit = FitConfig.epochs(1).withBatch(7);
    try (CompiledModel model = compile()) {
      model.fit(data(), fit.withCheckpoint(here.withData("monday")));
    }
    try (CompiledModel model = compile()) {
      FitConfig other = fit.withCheckpoint(here.withData("tuesday"));
      NslException refused = assertThrows(NslException.class, () -> model.fit(data(), other));
      assertThat(refused).hasMessageThat().contains("data=monday");
      assertThat(refused).hasMessageThat().contains("data=tuesday");
    }
    try (CompiledModel model = compile(9)) {
      FitConfig same = fit.withCheckpoint(here.withData("monday"));
      NslException refused = assertThrows(NslException.class, () -> model.fit(data(), same));
      assertThat(refused).hasMessageThat().contains("dense/kernel=40");
      assertThat(refused).hasMessageThat().contains("dense/kernel=45");
    }
  }

  @Test
  void aRunThatStopsEarlyFindsItsBestWeightsAgain() {
    FitConfig fit =
        FitConfig.epochs(60)
            .withBatch(8)
            .withValidation(data())
            .withEarlyStopping(new EarlyStopping("val_accuracy", true, 6, true));
    Map<String, float[]> expected;
    int epochs;
    try (CompiledModel model = compile()) {
      epochs = model.fit(data(), fit).epochs().size();
      expected = model.weights();
    }
    assertThat(epochs).isLessThan(60);
    FitConfig saved = fit.withCheckpoint(CheckpointConfig.in(directory).withEverySteps(2));
    // 5 steps are an epoch; the best epoch is over by then, and the last one is not.
    fitUntilCut(saved, 5 * epochs - 2);
    try (CompiledModel model = compile()) {
      model.fit(data(), saved);
      model.weights().forEach((name, values) -> assertThat(values).isEqualTo(expected.get(name)));
    }
  }

  @Test
  void aLossThatBecomesNoNumberLeavesTheLastGoodCheckpoint() {
    FitConfig fit =
        FitConfig.epochs(1)
            .withBatch(8)
            .withShuffle(false)
            .withCheckpoint(CheckpointConfig.in(directory).withEverySteps(1));
    InMemoryDataset data = data();
    FloatColumn x = (FloatColumn) Objects.requireNonNull(data.columns().get("x"));
    x.data()[5 * 8 * 3] = Float.NaN; // in the fourth batch
    try (CompiledModel model = compile()) {
      NslException stopped = assertThrows(NslException.class, () -> model.fit(data, fit));
      assertThat(stopped).hasMessageThat().contains("at step 4");
      assertThat(stopped).hasMessageThat().contains("the last checkpoint before it is kept");
    }
    Checkpoint kept =
        new CheckpointDirectory(CheckpointConfig.in(directory)).newest().orElseThrow();
    assertThat(kept.header().step()).isEqualTo(3);
    kept.values()
        .values()
        .forEach(
            values -> {
              for (float value : values) {
                assertThat(value).isFinite();
              }
            });
  }

  @Test
  void weightsThatAreNoNumbersAreNotKept() {
    FitConfig fit =
        FitConfig.epochs(1)
            .withBatch(8)
            .withLearningRate((step, rate) -> step == 2 ? Double.POSITIVE_INFINITY : rate)
            .withCheckpoint(CheckpointConfig.in(directory).withEverySteps(1));
    try (CompiledModel model = compile()) {
      NslException stopped = assertThrows(NslException.class, () -> model.fit(data(), fit));
      assertThat(stopped).hasMessageThat().contains("after step 3");
    }
    assertThat(
            new CheckpointDirectory(CheckpointConfig.in(directory))
                .newest()
                .orElseThrow()
                .header()
                .step())
        .isEqualTo(2);
  }

  private void fitUntilCut(FitConfig config, int steps) {
    try (CompiledModel model = compile()) {
      long[] taken = new long[1];
      FitConfig cut =
          config.withListener(
              new TrainingListener() {
                @Override
                public void onStep(StepReport report) {
                  if (++taken[0] == steps) {
                    throw new Cut();
                  }
                }
              });
      assertThrows(Cut.class, () -> model.fit(data(), cut));
    }
  }

  /** Everything that a checkpoint must bring back: dropout, statistics, slots, random starts. */
  private static CompiledModel compile() {
    return compile(8);
  }

  private static CompiledModel compile(int units) {
    var base =
        Sequential.of(
            Input.floats("x", 5),
            Dense.of(units, Activation.RELU),
            BatchNormalization.defaults(),
            Dropout.of(0.3),
            Dense.of(3, Activation.SOFTMAX));
    var attack = AttackConfig.defaults().withStepSize(0.1).withEpsilon(0.2).withRandomStart(true);
    return Model.of(base)
        .with(GraphRegularization.of(2).withMultiplier(0.1))
        .with(AdversarialRegularization.defaults().withAttack(attack))
        .compile(
            CompileConfig.of(
                Adam.of(0.01), StandardLoss.sparseCategoricalCrossentropy(), Metric.ACCURACY));
  }

  private static InMemoryDataset data() {
    Random random = new Random(9);
    int n = 40;
    Map<String, Column> columns = new HashMap<>();
    columns.put("x", normals(random, n));
    int[] labels = new int[n];
    for (int i = 0; i < n; i++) {
      labels[i] = random.nextInt(4) - 1;
    }
    columns.put("label", IntColumn.of(labels));
    for (int i = 0; i < 2; i++) {
      columns.put("NL_nbr_" + i + "_x", normals(random, n));
      float[] weights = new float[n];
      for (int j = 0; j < n; j++) {
        weights[j] = random.nextInt(3) * 0.5f;
      }
      columns.put("NL_nbr_" + i + "_weight", FloatColumn.of(weights, 1));
    }
    return InMemoryDataset.ofPacked(columns, PackedNames.standard(2));
  }

  private static FloatColumn normals(Random random, int rows) {
    float[] values = new float[rows * 5];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return FloatColumn.of(values, 5);
  }
}
