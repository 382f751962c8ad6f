package org.beamnsl.trainer.command;

import java.util.Optional;
import org.beamnsl.core.command.Flag;
import org.beamnsl.core.command.FlagBounds;
import org.beamnsl.trainer.training.EarlyStopping;
import org.beamnsl.trainer.training.FitConfig;
import org.jspecify.annotations.Nullable;

/** How long is trained. */
record LengthFlags(
    @Flag(value = "examples per step, at least 1", defaultValue = "32") int batch,
    @Flag("passes over the data; 10 unless steps are given") @Nullable Integer epochs,
    @Flag("training steps, however many epochs they take") @Nullable Long steps,
    @Flag(
            value =
                "stop after this many epochs without a lower validation loss, and keep the best"
                    + " weights; 0 for never",
            defaultValue = "0")
        int patience) {
  private static final int DEFAULT_EPOCHS = 10;

  LengthFlags {
    FlagBounds.atLeast("batch", batch, 1);
    FlagBounds.atLeast("patience", patience, 0);
  }

  /** The length of a fit. */
  FitConfig fit() {
    FitConfig fit =
        epochs == null && steps != null
            ? FitConfig.steps(steps)
            : FitConfig.epochs(epochs == null ? DEFAULT_EPOCHS : epochs);
    return (epochs != null && steps != null ? fit.withSteps(steps) : fit).withBatch(batch);
  }

  /** When a fit ends early, if it may. */
  Optional<EarlyStopping> earlyStopping() {
    return patience > 0
        ? Optional.of(new EarlyStopping("val_loss", false, patience, true))
        : Optional.empty();
  }

  /** Steps of one pass over {@code examples}. */
  long stepsPerEpoch(int examples) {
    return (examples + batch - 1L) / batch;
  }

  /** Steps of one seed, as far as they are known before. */
  long expectedSteps(int examples) {
    FitConfig fit = fit();
    return fit.epochs() == Integer.MAX_VALUE
        ? fit.steps()
        : Math.min(fit.steps(), stepsPerEpoch(examples) * fit.epochs());
  }
}
