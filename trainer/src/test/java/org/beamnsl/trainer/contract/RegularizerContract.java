package org.beamnsl.trainer.contract;

import static com.google.common.truth.Truth.assertThat;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import org.beamnsl.trainer.data.Batch;
import org.beamnsl.trainer.data.BatchOrder;
import org.beamnsl.trainer.data.InMemoryDataset;
import org.beamnsl.trainer.data.Neighbors;
import org.beamnsl.trainer.export.SavedModelExport;
import org.beamnsl.trainer.layers.Activation;
import org.beamnsl.trainer.layers.Dense;
import org.beamnsl.trainer.model.BaseModel;
import org.beamnsl.trainer.model.Input;
import org.beamnsl.trainer.model.Sequential;
import org.beamnsl.trainer.regularize.Regularizer;
import org.beamnsl.trainer.training.CompiledModel;
import org.beamnsl.trainer.training.History;
import org.beamnsl.trainer.training.Model;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every {@link Regularizer} must keep; extend it to check one of your own. */
public abstract class RegularizerContract {

  /** The regularizer to check, switched on. */
  protected abstract Regularizer regularizer();

  /** The model it is checked with. */
  protected BaseModel model() {
    return Sequential.of(
        Input.floats("numbers", 5),
        Dense.of(6, Activation.TANH).named("hidden_0"),
        Dense.of(2).named("output"));
  }

  private Model regularized() {
    return Model.of(model()).with(regularizer());
  }

  private InMemoryDataset data() {
    return regularizer().neighbors() == 0
        ? Samples.of(model().inputs())
        : Samples.withNeighbors(model().inputs(), regularizer().neighbors());
  }

  @Test
  void reportsItsScaledTermUnderItsName() {
    try (CompiledModel compiled = Trainings.compile(regularized())) {
      History history = Trainings.fit(compiled, data());
      String name = "scaled_" + regularizer().name();
      assertThat(compiled.reported()).contains(name);
      assertThat(Double.isFinite(history.last(name))).isTrue();
    }
  }

  @Test
  void changesWhatIsLearned() {
    assertThat(Trainings.trained(regularized(), data()))
        .isNotEqualTo(Trainings.trained(Model.of(model()), data()));
  }

  @Test
  void theSameTrainingGivesTheSameBits() {
    assertThat(Trainings.trained(regularized(), data()))
        .isEqualTo(Trainings.trained(regularized(), data()));
  }

  @Test
  void trainsOnBatchesWithoutAnyNeighbour() {
    try (CompiledModel compiled = Trainings.compile(regularized())) {
      Batch batch = data().batches(BatchOrder.sequential(4)).next().with(Neighbors.none());
      for (float value : compiled.trainOnBatch(batch, 0.01)) {
        assertThat(Float.isFinite(value)).isTrue();
      }
    }
  }

  @Test
  void ofHalfTheExamplesAtATimeItAddsUpIfItSaysSo() {
    if (!regularizer().isPerExample()) {
      return;
    }
    Iterator<Batch> halves = data().batches(BatchOrder.sequential(4));
    double mean = (term(halves.next()) + term(halves.next())) / 2;
    assertThat(term(data().batches(BatchOrder.sequential(8)).next())).isWithin(1e-5).of(mean);
  }

  private double term(Batch batch) {
    try (CompiledModel compiled = Trainings.compile(regularized())) {
      int place = compiled.reported().indexOf("scaled_" + regularizer().name());
      return compiled.trainOnBatch(batch, 0.01)[place];
    }
  }

  @Test
  void leavesNoTraceInTheSavedModel(@TempDir Path folder) {
    try (CompiledModel with = Trainings.compile(regularized());
        CompiledModel without = Trainings.compile(Model.of(model()))) {
      with.save(folder.resolve("with"));
      without.save(folder.resolve("without"));
      Map<String, float[]> saved = SavedModelExport.readWeights(folder.resolve("with"));
      assertThat(saved.keySet())
          .isEqualTo(SavedModelExport.readWeights(folder.resolve("without")).keySet());
      assertThat(saved.keySet()).isEqualTo(with.weights().keySet());
    }
  }
}
