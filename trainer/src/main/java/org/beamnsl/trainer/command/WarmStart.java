package org.beamnsl.trainer.command;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.evaluate.LocalModel;
import org.beamnsl.trainer.evaluate.ModelArtifact;
import org.beamnsl.trainer.export.SavedModelExport;
import org.beamnsl.trainer.training.CompiledModel;

/** The weights that training starts from when {@code --warmStart} names a model. */
record WarmStart(Optional<ModelArtifact> model) {
  private static final String FLAG = "warmStart";

  /**
   * Finds the model.
   *
   * @throws NslException (66) when the flag names something that is no model
   */
  static WarmStart of(TrainOptions options) {
    return new WarmStart(
        Optional.ofNullable(options.warmStart())
            .flatMap(path -> ModelArtifact.inService(FLAG, FLAG, path)));
  }

  /** One line on where training starts. */
  String describe() {
    return model
        .map(from -> "warm start from " + from.path())
        .orElse("no model in service yet: from fresh weights");
  }

  /**
   * Gives a model the weights of the same seed, or of the first; the optimizer starts afresh.
   *
   * @throws NslException (65) when the two models do not have the same weights
   */
  void applyTo(CompiledModel compiled, long seed) throws IOException {
    if (model.isEmpty()) {
      return;
    }
    try (LocalModel local = LocalModel.of(model.get().member(seed))) {
      Map<String, float[]> weights = SavedModelExport.readWeights(local.folder());
      Map<String, Integer> there = sizes(weights);
      Map<String, Integer> here = sizes(compiled.weights());
      if (!there.equals(here)) {
        throw NslException.badData(
            "--warmStart="
                + model.get().path()
                + ": another architecture: weights "
                + without(there, here)
                + " there, "
                + without(here, there)
                + " here");
      }
      compiled.assign(weights);
    }
  }

  private static TreeMap<String, Integer> sizes(Map<String, float[]> weights) {
    TreeMap<String, Integer> sizes = new TreeMap<>();
    weights.forEach((name, values) -> sizes.put(name, values.length));
    return sizes;
  }

  private static Map<String, Integer> without(
      Map<String, Integer> all, Map<String, Integer> other) {
    TreeMap<String, Integer> rest = new TreeMap<>(all);
    rest.entrySet().removeAll(other.entrySet());
    return rest;
  }
}
