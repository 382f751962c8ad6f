package org.beamnsl.core.packing;

/**
 * Makes neighbour selectors by name: the way for a module to add one. Found by {@link
 * java.util.ServiceLoader}; the class needs a public constructor without parameters.
 */
public interface NeighborSelectorProvider {
  /** The selector's name: what stands before the colon in {@code --neighborSelector}. */
  String name();

  /**
   * A selector; it is used on workers.
   *
   * @param argument what stands behind the colon, empty when there is none
   * @param max how many neighbours it may leave at most
   * @throws IllegalArgumentException when the argument makes no sense to it
   */
  NeighborSelector create(String argument, int max);
}
