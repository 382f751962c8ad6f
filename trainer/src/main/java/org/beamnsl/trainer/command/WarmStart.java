package org.beamnsl.trainer.command;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.evaluate.LocalModel;
import org.beamnsl.trainer.evaluate.ModelArtifact;
import org.beamnsl.trainer.export.SavedModelExport;
import org.beamnsl.trainer.training.CompiledModel;

/**
 * The weights that training starts from when {@code --warmStart} names a model.
 *
 * @param layers the layers that take them; all when empty
 */
record WarmStart(Optional<ModelArtifact> model, List<String> layers) {
  private static final String FLAG = "warmStart";

  /**
   * Finds the model.
   *
   * @throws NslException (66) when the flag names something that is no model
   */
  static WarmStart of(TrainOptions options) {
    if (!options.start().warmStartLayers().isEmpty() && options.start().warmStart() == null) {
      throw NslException.usage("--warmStartLayers needs --warmStart");
    }
    return new WarmStart(
        Optional.ofNullable(options.start().warmStart())
            .flatMap(path -> ModelArtifact.inService(FLAG, FLAG, path)),
        options.start().warmStartLayers());
  }

  /** One line on where training starts. */
  String describe() {
    return model
        .map(
            from ->
                (layers.isEmpty()
                        ? "warm start from "
                        : "warm start of " + String.join(", ", layers) + " from ")
                    + from.path())
        .orElse("no model in service yet: from fresh weights");
  }

  /**
   * Gives a model the weights of the same seed, or of the first; the optimizer starts afresh.
   *
   * @throws NslException (64) when the model has no such layer; (65) when the two models do not
   *     have the same weights in the layers
   */
  void applyTo(CompiledModel compiled, long seed) throws IOException {
    if (model.isEmpty()) {
      return;
    }
    try (LocalModel local = LocalModel.of(model.get().member(seed))) {
      Map<String, float[]> fresh = compiled.weights();
      checkLayers(fresh.keySet());
      Map<String, float[]> weights = chosen(SavedModelExport.readWeights(local.folder()));
      Map<String, Integer> there = sizes(weights);
      Map<String, Integer> here = sizes(chosen(fresh));
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

  private void checkLayers(Set<String> weights) {
    SortedSet<String> known = new TreeSet<>();
    weights.forEach(name -> known.add(layer(name)));
    for (String layer : layers) {
      if (!known.contains(layer)) {
        throw NslException.usage(
            "--warmStartLayers=" + layer + ": no such layer with weights; there are " + known);
      }
    }
  }

  private Map<String, float[]> chosen(Map<String, float[]> weights) {
    Map<String, float[]> chosen = new LinkedHashMap<>(weights);
    if (!layers.isEmpty()) {
      chosen.keySet().removeIf(name -> !layers.contains(layer(name)));
    }
    return chosen;
  }

  private static String layer(String weight) {
    return weight.substring(0, Math.max(0, weight.indexOf('/')));
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
