package org.beamnsl.core.packing;

import org.beamnsl.core.page.IdHash;

/**
 * Draws neighbours without replacement, with chances in proportion to their weights, and packs the
 * drawn ones heaviest first. Candidates without positive weight are drawn only when nothing else is
 * left.
 *
 * <p>Each pair of ids has its own random number, a hash of seed, source and target, so the draw is
 * the same whatever the order and the number of workers. A candidate's key is log(u) / weight; the
 * largest keys win (Efraimidis and Spirakis, "Weighted random sampling with a reservoir", 2006).
 *
 * @param seed another seed draws other neighbours
 * @param max how many are drawn at most
 */
public record SampledNeighbors(long seed, int max) implements NeighborSelector {
  @Override
  public void select(byte[] seedId, Candidates candidates) {
    long source = IdHash.of(seedId, 0, seedId.length) ^ seed * 0x9e3779b97f4a7c15L;
    candidates.keepBest(
        max,
        position -> {
          double weight = candidates.weight(position);
          return weight > 0
              ? Math.log(uniform(source, candidates.idBytes(position))) / weight
              : Double.NEGATIVE_INFINITY;
        });
    candidates.keepHeaviest(max);
  }

  /** A number in (0, 1). */
  private static double uniform(long source, byte[] target) {
    byte[] both = new byte[Long.BYTES + target.length];
    for (int i = 0; i < Long.BYTES; i++) {
      both[i] = (byte) (source >>> i * Byte.SIZE);
    }
    System.arraycopy(target, 0, both, Long.BYTES, target.length);
    return ((IdHash.of(both, 0, both.length) >>> 11) + 0.5) * 0x1p-53;
  }
}
