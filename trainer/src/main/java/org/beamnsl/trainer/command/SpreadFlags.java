package org.beamnsl.trainer.command;

import org.beamnsl.core.command.Flag;
import org.beamnsl.core.command.FlagBounds;
import org.beamnsl.trainer.regularize.SpreadRegularization;

/** What keeps embeddings that are learned without labels from collapsing. */
record SpreadFlags(
    @Flag(
            value = "weight of the term that keeps embeddings from collapsing, above 0",
            defaultValue = "1")
        double spreadMultiplier,
    @Flag(
            value = "weight of its covariance part beside its variance part, at least 0",
            defaultValue = "0.04")
        double spreadCovariance) {
  SpreadFlags {
    FlagBounds.positive("spreadMultiplier", spreadMultiplier);
    FlagBounds.atLeastZero("spreadCovariance", spreadCovariance);
  }

  SpreadRegularization regularization() {
    return SpreadRegularization.of(spreadMultiplier).withCovariance(spreadCovariance);
  }
}
