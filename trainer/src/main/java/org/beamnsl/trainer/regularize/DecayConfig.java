package org.beamnsl.trainer.regularize;

import java.util.Arrays;
import org.beamnsl.core.failure.NslException;

/**
 * A value that falls with the step: exponential v · r^(t/T), inverse time v / (1 + r · t/T),
 * natural exponential v · e^(−r · t/T); never below {@code minValue}, never in stairs.
 *
 * @param steps T, at least 1
 * @param rate r
 */
public record DecayConfig(Type type, long steps, double rate, double minValue) {

  /** Which formula. */
  public enum Type {
    EXPONENTIAL("exponential_decay"),
    INVERSE_TIME("inverse_time_decay"),
    NATURAL_EXPONENTIAL("natural_exp_decay");

    private final String key;

    Type(String key) {
      this.key = key;
    }

    /** The name in configurations. */
    public String key() {
      return key;
    }

    /** The formula with this key. */
    public static Type named(String key) {
      return Arrays.stream(values())
          .filter(type -> type.key.equals(key))
          .findFirst()
          .orElseThrow(() -> NslException.usage("unknown decay " + key));
    }
  }

  public DecayConfig {
    if (steps < 1) {
      throw NslException.usage("decay steps must be at least 1, not " + steps);
    }
  }

  /** Exponential decay by 0.96 every {@code steps} steps. */
  public static DecayConfig over(long steps) {
    return new DecayConfig(Type.EXPONENTIAL, steps, 0.96, 0);
  }

  /** The value at a step. */
  public double at(long step, double initial) {
    double progress = (double) step / steps;
    double value =
        switch (type) {
          case EXPONENTIAL -> initial * Math.pow(rate, progress);
          case INVERSE_TIME -> initial / (1 + rate * progress);
          case NATURAL_EXPONENTIAL -> initial * Math.exp(-rate * progress);
        };
    return Math.max(value, minValue);
  }
}
