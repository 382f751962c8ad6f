package org.beamnsl.trainer.command;

import java.util.List;
import org.beamnsl.core.command.Flag;
import org.beamnsl.core.failure.NslException;

/** What random numbers derive from. */
record SeedFlags(
    @Flag("seeds; one model is trained for each. The flag seed by default") List<Long> seeds,
    @Flag(value = "seed of initial weights, order and dropout", defaultValue = "42") long seed) {
  SeedFlags {
    if (seeds.stream().distinct().count() < seeds.size()) {
      throw NslException.usage("--seeds=" + seeds + ": expected different numbers");
    }
  }

  /** The seeds to train, at least one. */
  List<Long> trained() {
    return seeds.isEmpty() ? List.of(seed) : seeds;
  }
}
