package org.beamnsl.trainer.training;

import java.util.List;
import java.util.Map;

/** Hears of every step and epoch of a fit; for progress lines, event files and the like. */
public interface TrainingListener {

  /**
   * A step was taken.
   *
   * @param step 1-based over the life of the model
   * @param names of the values, in order
   * @param values before the update of this step
   */
  record StepReport(long step, int epoch, int examples, List<String> names, float[] values) {}

  /** An epoch is over. {@code epoch} is 1-based. */
  record EpochReport(int epoch, long step, Map<String, Double> values) {}

  /** Called after every step; keep it short. */
  default void onStep(StepReport report) {}

  /** Called after every epoch, with validation values if there are validation data. */
  default void onEpoch(EpochReport report, CompiledModel model) {}

  /** Called when something is likely wrong with a training that goes on all the same. */
  default void onWarning(String message) {}
}
