package org.beamnsl.pipelines.augment;

import java.util.function.IntToDoubleFunction;
import org.beamnsl.core.packing.NeighborSelector;
import org.beamnsl.core.packing.NeighborSelectorProvider;

/** Keeps the neighbours that its argument names by a letter each, later letters last. */
public final class NamedNeighbors implements NeighborSelectorProvider {
  @Override
  public String name() {
    return "named";
  }

  @Override
  public NeighborSelector create(String argument, int max) {
    if (argument.isEmpty()) {
      throw new IllegalArgumentException("expected ids");
    }
    return (seed, candidates) -> {
      IntToDoubleFunction place = position -> -place(argument, candidates.id(position));
      int named = 0;
      for (int i = 0; i < candidates.size(); i++) {
        named += argument.contains(candidates.id(i)) ? 1 : 0;
      }
      candidates.keepBest(Math.min(named, max), place);
    };
  }

  private static int place(String argument, String id) {
    int place = argument.indexOf(id);
    return place < 0 ? argument.length() : place;
  }
}
