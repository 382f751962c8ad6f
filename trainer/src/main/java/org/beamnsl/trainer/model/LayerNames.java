package org.beamnsl.trainer.model;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.beamnsl.core.failure.NslException;

/** Names layers as Keras does: dense, dense_1, dense_2… in the order of asking. */
final class LayerNames {

  private final Map<String, Integer> used = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  String next(Layer layer) {
    String name = layer.name();
    if (name.isEmpty()) {
      int count = used.merge(layer.kind(), 1, Integer::sum) - 1;
      name = count == 0 ? layer.kind() : layer.kind() + "_" + count;
    }
    if (!taken.add(name)) {
      throw NslException.usage("two layers are called " + name);
    }
    return name;
  }
}
