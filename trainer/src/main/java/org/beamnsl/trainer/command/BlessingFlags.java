package org.beamnsl.trainer.command;

import java.util.OptionalDouble;
import org.beamnsl.core.command.Flag;
import org.beamnsl.trainer.evaluate.Blessing;
import org.jspecify.annotations.Nullable;

/** When a model is good enough, and what it is held against. */
record BlessingFlags(
    @Flag("name of the model that may be blessed; the last one by default")
        @Nullable String candidate,
    @Flag("name of the model that the others are compared with") @Nullable String baseline,
    @Flag(
            value =
                "the model in service, as an artifact or as the folder that push fills: evaluated as"
                    + " 'serving', and the baseline; when there is none yet, bounds on the difference hold",
            kind = Flag.Kind.SERVED)
        @Nullable String serving,
    @Flag("smallest mean accuracy of the candidate, in [0, 1], for it to be blessed")
        @Nullable Double minAccuracy,
    @Flag("largest mean loss of the candidate for it to be blessed") @Nullable Double maxLoss,
    @Flag("smallest mean AUC of the candidate, in [0, 1], for it to be blessed")
        @Nullable Double minAuc,
    @Flag(
            "smallest mean accuracy of the candidate under every attack, at each of the epsilons and"
                + " by the attacker too, in [0, 1], for it to be blessed")
        @Nullable Double minAttackedAccuracy,
    @Flag(
            "smallest mean accuracy of the candidate above the baseline's, such as -0.01, for it to"
                + " be blessed")
        @Nullable Double minGain,
    @Flag(
            "largest mean loss of the candidate above the baseline's, such as 0.02, for it to be"
                + " blessed")
        @Nullable Double maxLossIncrease,
    @Flag("smallest mean AUC of the candidate above the baseline's for it to be blessed")
        @Nullable Double minAucGain) {

  /** The bounds that a candidate must keep. */
  Blessing bounds() {
    return new Blessing(
        bound(minAccuracy),
        bound(maxLoss),
        bound(minAuc),
        bound(minAttackedAccuracy),
        bound(minGain),
        bound(maxLossIncrease),
        bound(minAucGain),
        serving != null);
  }

  private static OptionalDouble bound(@Nullable Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
