package org.beamnsl.trainer.command;

import java.util.OptionalDouble;
import org.beamnsl.core.command.Flag;
import org.beamnsl.trainer.attack.FeatureValues;
import org.jspecify.annotations.Nullable;

/** The legal values of features, which attacks do not leave. */
record ClipFlags(
    @Flag("smallest legal feature value for attacks") @Nullable Double clipMin,
    @Flag("largest legal feature value for attacks") @Nullable Double clipMax) {

  OptionalDouble least() {
    return bound(clipMin);
  }

  OptionalDouble most() {
    return bound(clipMax);
  }

  /** The least value of every feature. */
  FeatureValues leastValues() {
    return values(clipMin);
  }

  /** The largest value of every feature. */
  FeatureValues mostValues() {
    return values(clipMax);
  }

  private static OptionalDouble bound(@Nullable Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static FeatureValues values(@Nullable Double value) {
    return value == null ? FeatureValues.none() : FeatureValues.all(value.floatValue());
  }
}
