package org.beamnsl.core.join;

import java.util.Arrays;
import java.util.BitSet;
import java.util.function.IntConsumer;

/** The buckets of new rows in every round, to look keys up in. */
final class NewBuckets {
  /** Bits of the filter that most keys of other rows do not pass. */
  private static final int FILTER_BITS = 20;

  private final int[] keys;
  private final int rounds;

  /** For each round the key and the place of every new row, in ascending order. */
  private final long[][] sorted;

  private final BitSet[] filters;

  /**
   * Sorts keys.
   *
   * @param keys key r of new row i at {@code i * rounds + r}
   */
  NewBuckets(int[] keys, int rounds) {
    this.keys = keys;
    this.rounds = rounds;
    this.sorted = new long[rounds][keys.length / rounds];
    this.filters = new BitSet[rounds];
    for (int round = 0; round < rounds; round++) {
      filters[round] = new BitSet(1 << FILTER_BITS);
      for (int place = 0; place < sorted[round].length; place++) {
        int key = keys[place * rounds + round];
        sorted[round][place] = (long) key << Integer.SIZE | place;
        filters[round].set(key & ((1 << FILTER_BITS) - 1));
      }
      Arrays.sort(sorted[round]);
    }
  }

  /** Shows the places of the new rows that have a key in a round. */
  void forEach(int round, int key, IntConsumer places) {
    if (!filters[round].get(key & ((1 << FILTER_BITS) - 1))) {
      return;
    }
    long[] all = sorted[round];
    int at = Arrays.binarySearch(all, (long) key << Integer.SIZE);
    for (at = at < 0 ? -at - 1 : at;
        at < all.length && (int) (all[at] >>> Integer.SIZE) == key;
        at++) {
      places.accept((int) all[at]);
    }
  }

  /** Whether the new row at a place has one of these keys in a round before {@code round}. */
  boolean sharedBefore(int round, int place, int[] others) {
    for (int r = 0; r < round; r++) {
      if (keys[place * rounds + r] == others[r]) {
        return true;
      }
    }
    return false;
  }
}
