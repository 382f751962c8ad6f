package org.beamnsl.trainer.contract;

import static com.google.common.truth.Truth.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.beamnsl.trainer.data.BatchOrder;
import org.beamnsl.trainer.data.FloatColumn;
import org.beamnsl.trainer.data.InMemoryDataset;
import org.beamnsl.trainer.model.BaseModel;
import org.beamnsl.trainer.model.Pass;
import org.beamnsl.trainer.model.RandomStream;
import org.beamnsl.trainer.model.Weights;
import org.beamnsl.trainer.training.CompiledModel;
import org.beamnsl.trainer.training.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;

/**
 * What every {@link BaseModel} must keep; extend it to check one of your own. Its main output must
 * have a width of 2 or more, and its integer inputs must accept 0 and 1.
 */
public abstract class BaseModelContract {

  /** The model to check. */
  protected abstract BaseModel model();

  @Test
  void everyPassSharesTheWeightsOfTheFirst() {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Weights weights = new Weights(tf);
      RandomStream random = new RandomStream(tf.constant(new long[] {1, 2}));
      BaseModel model = model();
      Map<String, Operand<?>> features = new LinkedHashMap<>();
      model.inputs().forEach(input -> features.put(input.name(), input.placeholder(tf)));
      var training = model.call(Pass.training(tf, weights, random), features);
      int first = weights.all().size();
      var inference = model.call(Pass.inference(tf, weights, random), features);
      assertThat(weights.all()).hasSize(first);
      assertThat(inference.keySet()).containsExactlyElementsIn(training.keySet()).inOrder();
    }
  }

  @Test
  void predictsEveryExampleByItself() {
    InMemoryDataset data = Samples.of(model().inputs());
    try (CompiledModel compiled = Trainings.compile(Model.of(model()))) {
      FloatColumn together = compiled.predict(data);
      for (int row = 0; row < 3; row++) {
        int[] one = {row};
        Map<String, org.beamnsl.trainer.data.Column> columns = new LinkedHashMap<>();
        data.columns().forEach((name, column) -> columns.put(name, column.select(one)));
        FloatColumn alone = compiled.predict(InMemoryDataset.of(columns));
        assertThat(alone.data())
            .usingTolerance(1e-5)
            .containsExactly(together.select(one).data())
            .inOrder();
      }
    }
  }

  @Test
  void theSameTrainingGivesTheSameBitsAndChangesEveryOutput() {
    InMemoryDataset data = Samples.of(model().inputs());
    Map<String, ?> trained = Trainings.trained(Model.of(model()), data);
    assertThat(Trainings.trained(Model.of(model()), data)).isEqualTo(trained);
    try (CompiledModel fresh = Trainings.compile(Model.of(model()))) {
      assertThat(Trainings.weights(fresh)).isNotEqualTo(trained);
    }
  }

  @Test
  void savedItAnswersTheSame(@TempDir Path folder) {
    InMemoryDataset data = Samples.of(model().inputs());
    try (CompiledModel compiled = Trainings.compile(Model.of(model()));
        CompiledModel other = Trainings.compile(Model.of(model()))) {
      Trainings.fit(compiled, data);
      compiled.save(folder.resolve("saved"));
      other.load(folder.resolve("saved"));
      assertThat(other.predict(data)).isEqualTo(compiled.predict(data));
    }
  }

  @Test
  void trainsOnTheBatchesOfAnyOrder() {
    InMemoryDataset data = Samples.of(model().inputs());
    try (CompiledModel compiled = Trainings.compile(Model.of(model()))) {
      data.batches(BatchOrder.sequential(5))
          .forEachRemaining(
              batch -> assertThat(Float.isFinite(compiled.trainOnBatch(batch, 0.01)[0])).isTrue());
      assertThat(compiled.step()).isEqualTo(3);
    }
  }
}
