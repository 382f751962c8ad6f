package org.beamnsl.trainer.command;

import java.util.List;
import org.beamnsl.core.command.Flag;
import org.beamnsl.core.failure.NslException;
import org.jspecify.annotations.Nullable;

/** The model that training starts from. */
record StartFlags(
    @Flag(
            value =
                "model whose weights training starts from, as an artifact or as the folder that push"
                    + " fills; from fresh weights when there is none yet",
            kind = Flag.Kind.SERVED)
        @Nullable String warmStart,
    @Flag(
            "layers that take the weights of warmStart, such as embedding of a model of another"
                + " objective; all when left out")
        List<String> warmStartLayers) {
  StartFlags {
    if (!warmStartLayers.isEmpty() && warmStart == null) {
      throw NslException.usage("--warmStartLayers needs --warmStart");
    }
  }
}
