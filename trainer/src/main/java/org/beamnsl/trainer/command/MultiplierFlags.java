package org.beamnsl.trainer.command;

import java.util.Optional;
import org.beamnsl.core.command.Flag;
import org.beamnsl.core.command.FlagBounds;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.regularize.DecayConfig;
import org.beamnsl.trainer.regularize.Multiplier;

/** How the weights of added losses change with the steps. */
record MultiplierFlags(
    @Flag(
            value =
                "steps over which the weights of the added losses rise from 0 to their full value",
            defaultValue = "0")
        long multiplierWarmup,
    @Flag(value = "how the weights of the added losses fall afterwards", defaultValue = "none")
        MultiplierDecay multiplierDecay,
    @Flag(value = "steps over which they fall by the rate once, at least 1", defaultValue = "1000")
        long multiplierDecaySteps,
    @Flag(
            value = "rate by which they fall, above 0; of an exponential decay at most 1",
            defaultValue = "0.96")
        double multiplierDecayRate) {
  MultiplierFlags {
    FlagBounds.atLeast("multiplierWarmup", multiplierWarmup, 0);
    FlagBounds.atLeast("multiplierDecaySteps", multiplierDecaySteps, 1);
    FlagBounds.positive("multiplierDecayRate", multiplierDecayRate);
    if (multiplierDecay == MultiplierDecay.EXPONENTIAL && multiplierDecayRate > 1) {
      throw NslException.usage(
          "--multiplierDecayRate="
              + multiplierDecayRate
              + ": expected at most 1 with --multiplierDecay=exponential, else the weights would"
              + " rise");
    }
  }

  /** How weights of added losses fall with the steps. */
  enum MultiplierDecay {
    NONE,
    EXPONENTIAL,
    INVERSE_TIME,
    NATURAL_EXPONENTIAL
  }

  /** A weight that is {@code value} after its rise and before its fall. */
  Multiplier over(double value) {
    Optional<DecayConfig.Type> type =
        switch (multiplierDecay) {
          case NONE -> Optional.empty();
          case EXPONENTIAL -> Optional.of(DecayConfig.Type.EXPONENTIAL);
          case INVERSE_TIME -> Optional.of(DecayConfig.Type.INVERSE_TIME);
          case NATURAL_EXPONENTIAL -> Optional.of(DecayConfig.Type.NATURAL_EXPONENTIAL);
        };
    return new Multiplier(
        value,
        multiplierWarmup,
        type.map(
            formula -> new DecayConfig(formula, multiplierDecaySteps, multiplierDecayRate, 0)));
  }
}
