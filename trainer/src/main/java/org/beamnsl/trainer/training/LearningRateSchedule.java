package org.beamnsl.trainer.training;

import org.beamnsl.trainer.regularize.DecayConfig;

/** The learning rate as a function of the 0-based step. */
@FunctionalInterface
public interface LearningRateSchedule {

  /** The rate at a step. */
  double at(long step, double initial);

  /** Always the initial rate. */
  static LearningRateSchedule constant() {
    return (step, initial) -> initial;
  }

  /** A decay. */
  static LearningRateSchedule decaying(DecayConfig decay) {
    return decay::at;
  }

  /** Half a cosine from the initial rate to 0 at {@code steps}. */
  static LearningRateSchedule cosine(long steps) {
    return (step, initial) ->
        initial * 0.5 * (1 + Math.cos(Math.PI * Math.min(step, steps) / steps));
  }

  /** A linear rise over {@code steps} steps before {@code after} takes over. */
  static LearningRateSchedule warmingUp(long steps, LearningRateSchedule after) {
    return (step, initial) ->
        step < steps ? initial * (step + 1) / (steps + 1) : after.at(step - steps, initial);
  }
}
