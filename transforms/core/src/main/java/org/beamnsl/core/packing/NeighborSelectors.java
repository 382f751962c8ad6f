package org.beamnsl.core.packing;

import java.util.List;
import java.util.ServiceLoader;
import org.beamnsl.core.failure.NslException;

/** The neighbour selectors that modules on the class path add, by name. */
public final class NeighborSelectors {
  private NeighborSelectors() {}

  /**
   * The selector that a flag asks for.
   *
   * @param spec its name, perhaps with a colon and an argument
   * @param max how many neighbours it may leave at most
   * @throws NslException (64) when there is none of this name or it refuses the argument
   */
  public static NeighborSelector of(String spec, int max) {
    int colon = spec.indexOf(':');
    String name = colon < 0 ? spec : spec.substring(0, colon);
    List<NeighborSelectorProvider> providers =
        ServiceLoader.load(NeighborSelectorProvider.class, NeighborSelectors.class.getClassLoader())
            .stream()
            .map(ServiceLoader.Provider::get)
            .toList();
    for (NeighborSelectorProvider provider : providers) {
      if (provider.name().equals(name)) {
        return create(provider, colon < 0 ? "" : spec.substring(colon + 1), spec, max);
      }
    }
    List<String> names = providers.stream().map(NeighborSelectorProvider::name).sorted().toList();
    throw NslException.usage(
        "--neighborSelector="
            + spec
            + (names.isEmpty()
                ? ": no module on the class path adds a selector"
                : ": expected one of " + String.join(", ", names)));
  }

  private static NeighborSelector create(
      NeighborSelectorProvider provider, String argument, String spec, int max) {
    try {
      return provider.create(argument, max);
    } catch (IllegalArgumentException e) {
      throw NslException.usage("--neighborSelector=" + spec + ": " + e.getMessage());
    }
  }
}
