package org.beamnsl.trainer.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.data.Dataset;

/**
 * How long and on what a model is fitted.
 *
 * @param epochs passes over the data at most
 * @param steps training steps at most; {@code Long.MAX_VALUE} for no limit
 * @param batch examples per step
 * @param shuffle whether every epoch has an order of its own
 */
public record FitConfig(
    int epochs,
    long steps,
    int batch,
    boolean shuffle,
    LearningRateSchedule learningRate,
    Optional<Dataset> validation,
    Optional<EarlyStopping> earlyStopping,
    Optional<CheckpointConfig> checkpoint,
    List<TrainingListener> listeners) {

  public FitConfig {
    listeners = List.copyOf(listeners);
    if (epochs < 1 || steps < 1 || batch < 1) {
      throw NslException.usage(
          String.format(
              "epochs %d, steps %d and batch %d must be at least 1", epochs, steps, batch));
    }
    if (earlyStopping.isPresent()
        && earlyStopping.get().monitor().startsWith("val_")
        && validation.isEmpty()) {
      throw NslException.usage(
          "early stopping on " + earlyStopping.get().monitor() + " needs validation data");
    }
  }

  /** That many epochs in shuffled batches of 32. */
  public static FitConfig epochs(int epochs) {
    return new FitConfig(
        epochs,
        Long.MAX_VALUE,
        32,
        true,
        LearningRateSchedule.constant(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  /** That many steps, however many epochs it takes, in shuffled batches of 32. */
  public static FitConfig steps(long steps) {
    return epochs(Integer.MAX_VALUE).withSteps(steps);
  }

  public FitConfig withSteps(long limit) {
    return new FitConfig(
        epochs,
        limit,
        batch,
        shuffle,
        learningRate,
        validation,
        earlyStopping,
        checkpoint,
        listeners);
  }

  public FitConfig withBatch(int size) {
    return new FitConfig(
        epochs,
        steps,
        size,
        shuffle,
        learningRate,
        validation,
        earlyStopping,
        checkpoint,
        listeners);
  }

  public FitConfig withShuffle(boolean on) {
    return new FitConfig(
        epochs, steps, batch, on, learningRate, validation, earlyStopping, checkpoint, listeners);
  }

  public FitConfig withLearningRate(LearningRateSchedule schedule) {
    return new FitConfig(
        epochs, steps, batch, shuffle, schedule, validation, earlyStopping, checkpoint, listeners);
  }

  /** Evaluates these data after every epoch. */
  public FitConfig withValidation(Dataset data) {
    return new FitConfig(
        epochs,
        steps,
        batch,
        shuffle,
        learningRate,
        Optional.of(data),
        earlyStopping,
        checkpoint,
        listeners);
  }

  public FitConfig withEarlyStopping(EarlyStopping rule) {
    return new FitConfig(
        epochs,
        steps,
        batch,
        shuffle,
        learningRate,
        validation,
        Optional.of(rule),
        checkpoint,
        listeners);
  }

  public FitConfig withCheckpoint(CheckpointConfig where) {
    return new FitConfig(
        epochs,
        steps,
        batch,
        shuffle,
        learningRate,
        validation,
        earlyStopping,
        Optional.of(where),
        listeners);
  }

  /** With one more listener. */
  public FitConfig withListener(TrainingListener listener) {
    List<TrainingListener> more = new ArrayList<>(listeners);
    more.add(listener);
    return new FitConfig(
        epochs, steps, batch, shuffle, learningRate, validation, earlyStopping, checkpoint, more);
  }
}
