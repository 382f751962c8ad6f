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

  /**
   * Shows the places of the new rows that share a key with a row, each once.
   *
   * @param others keys of all rounds
   * @param first where those of the row start
   */
  void meet(int[] others, int first, IntConsumer places) {
    for (int round = 0; round < rounds; round++) {
      int key = others[first + round];
      if (filters[round].get(key & ((1 << FILTER_BITS) - 1))) {
        meet(round, others, first, places);
      }
    }
  }

  private void meet(int round, int[] others, int first, IntConsumer places) {
    int key = others[first + round];
    long[] all = sorted[round];
    int at = Arrays.binarySearch(all, (long) key << Integer.SIZE);
    for (at = at < 0 ? -at - 1 : at;
        at < all.length && (int) (all[at] >>> Integer.SIZE) == key;
        at++) {
      int place = (int) all[at];
      if (!sharedBefore(round, place, others, first)) {
        places.accept(place);
      }
    }
  }

  /**
   * Whether the new row at a place has one of some row's keys in a round before {@code round}.
   *
   * @param first where that row's keys start
   */
  private boolean sharedBefore(int round, int place, int[] others, int first) {
    for (int r = 0; r < round; r++) {
      if (keys[place * rounds + r] == others[first + r]) {
        return true;
      }
    }
    return false;
  }
}
