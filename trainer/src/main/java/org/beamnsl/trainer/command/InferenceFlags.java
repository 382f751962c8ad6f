package org.beamnsl.trainer.command;

import org.beamnsl.core.command.Flag;
import org.beamnsl.core.command.FlagBounds;

/** How a saved model is loaded and run. */
record InferenceFlags(
    @Flag(
            value = "whether a model is loaded that no manifest vouches for",
            defaultValue = "false",
            kind = Flag.Kind.VOLATILE)
        boolean allowUntrustedModel,
    @Flag(
            value = "examples per step, at least 1; large ones, such as images, go fewer at a time",
            defaultValue = "256",
            kind = Flag.Kind.VOLATILE)
        int batch) {

  InferenceFlags {
    FlagBounds.atLeast("batch", batch, 1);
  }
}
