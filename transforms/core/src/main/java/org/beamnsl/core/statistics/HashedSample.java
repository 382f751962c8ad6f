package org.beamnsl.core.statistics;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * A uniform sample of numbers of bounded size, chosen by a hash of each number's ordinal and not by
 * chance: the same stream gives the same sample (bottom-k sampling).
 */
final class HashedSample {
  private record Entry(long rank, double value) {}

  private final int size;
  private final PriorityQueue<Entry> kept =
      new PriorityQueue<>(Comparator.comparingLong(Entry::rank).reversed());
  private long ordinal;

  HashedSample(int size) {
    this.size = size;
  }

  void add(double value) {
    long rank = mix(ordinal++) >>> 1;
    if (kept.size() < size) {
      kept.add(new Entry(rank, value));
    } else if (rank < kept.element().rank()) {
      kept.remove();
      kept.add(new Entry(rank, value));
    }
  }

  /** The sample in ascending order. */
  double[] sorted() {
    return kept.stream().mapToDouble(Entry::value).sorted().toArray();
  }

  /** The finalizer of SplitMix64 (Steele, Lea and Flood, 2014). */
  private static long mix(long x) {
    long z = x + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
