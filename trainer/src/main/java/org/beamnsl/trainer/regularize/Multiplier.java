package org.beamnsl.trainer.regularize;

import java.util.Optional;
import org.beamnsl.core.failure.NslException;

/**
 * The weight of a neighbour loss, step by step: rises linearly from 0 during the warm-up, then
 * stays or decays (counted from the end of the warm-up).
 *
 * @param value full value, 0 or more; 0 switches the term off
 * @param warmupSteps steps until the full value; 0 for none
 */
public record Multiplier(double value, long warmupSteps, Optional<DecayConfig> decay) {

  public Multiplier {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw NslException.usage("multiplier must be 0 or more, not " + value);
    }
    if (warmupSteps < 0) {
      throw NslException.usage("warm-up steps must be 0 or more, not " + warmupSteps);
    }
  }

  /** The same weight at every step. */
  public static Multiplier constant(double value) {
    return new Multiplier(value, 0, Optional.empty());
  }

  /** The weight at a 0-based step. */
  public double at(long step) {
    if (step < warmupSteps) {
      return value * (step + 1) / (warmupSteps + 1);
    }
    return decay.map(d -> d.at(step - warmupSteps, value)).orElse(value);
  }

  /** Whether the term is in use at all. */
  public boolean isOn() {
    return value > 0;
  }
}
