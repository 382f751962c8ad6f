package org.beamnsl.core.packing;

import java.io.Serializable;

/**
 * Chooses and orders the neighbours of one seed: an extension point, by instance in {@link
 * PackParams} or by name from a {@link NeighborSelectorProvider}. The tests of this module hold
 * {@code NeighborSelectorContract}, which a test of your own selector extends.
 *
 * <p>It must be a pure function of its arguments, since candidates come in no particular order and
 * work may be repeated. The first candidate it leaves is packed as neighbour 0. It may leave none.
 */
@FunctionalInterface
public interface NeighborSelector extends Serializable {
  /** Keeps and orders what is to be packed, by the methods of {@link Candidates}. */
  void select(byte[] seedId, Candidates candidates);

  /** The heaviest first, equal weights by descending id: at most {@code max}. */
  static NeighborSelector heaviest(int max) {
    return (seedId, candidates) -> candidates.keepHeaviest(max);
  }
}
