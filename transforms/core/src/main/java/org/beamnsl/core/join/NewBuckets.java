package org.beamnsl.core.join;

/**
 * The buckets of new rows in every round, to look keys up in: for each round a hash table, and a
 * filter of bits before it that most keys of other rows do not pass.
 */
final class NewBuckets {
  /** Bits of a filter for each row, at least: so many that few keys pass by chance. */
  private static final int BITS_PER_ROW = 16;

  private static final int MOST_BITS = 1 << 30;

  private final int[] keys;
  private final int rounds;

  /** What is left of a mixed key when it is the place of a bit, and of a slot. */
  private final int bitShift;

  private final int slotShift;
  private final long[][] filters;

  /** For each round and slot, where the rows of the slot start; those of the next one follow. */
  private final int[][] starts;

  /** For each round all new rows, those of a slot side by side: key and place, in turn. */
  private final int[][] entries;

  /**
   * Sorts keys.
   *
   * @param keys key r of new row i at {@code i * rounds + r}
   */
  NewBuckets(int[] keys, int rounds) {
    int rows = keys.length / rounds;
    int slots = 2 * Integer.highestOneBit(Math.max(1, rows));
    int bits = (int) Math.min(MOST_BITS, Math.max(Long.SIZE, (long) BITS_PER_ROW * slots));
    this.keys = keys;
    this.rounds = rounds;
    this.bitShift = Integer.numberOfLeadingZeros(bits) + 1;
    this.slotShift = Integer.numberOfLeadingZeros(slots) + 1;
    this.filters = new long[rounds][bits / Long.SIZE];
    this.starts = new int[rounds][slots + 1];
    this.entries = new int[rounds][2 * rows];
    for (int round = 0; round < rounds; round++) {
      fill(round, filters[round], starts[round], entries[round]);
    }
  }

  /** Counts the rows of every slot, then puts each row behind those that are in its slot. */
  private void fill(int round, long[] filter, int[] start, int[] entry) {
    int rows = entry.length / 2;
    for (int row = 0; row < rows; row++) {
      int mixed = mixed(keys[row * rounds + round]);
      start[slot(keys[row * rounds + round]) + 1]++;
      filter[mixed >>> bitShift >> 6] |= 1L << (mixed >>> bitShift);
    }
    for (int slot = 1; slot < start.length; slot++) {
      start[slot] += start[slot - 1];
    }
    int[] next = start.clone();
    for (int row = 0; row < rows; row++) {
      int key = keys[row * rounds + round];
      int at = 2 * next[slot(key)]++;
      entry[at] = key;
      entry[at + 1] = row;
    }
  }

  private int slot(int key) {
    return mixed(key) >>> slotShift;
  }

  /** Similar rows have similar keys, so all digits of a key are mixed. */
  private static int mixed(int key) {
    return key * 0x9E3779B1;
  }

  /**
   * Shows for each of some rows the places of the new rows that share a key with it, each once.
   *
   * <p>What makes this slow is waiting for memory. So every step is done for many rows before the
   * next one: then the processor waits for several of them at once.
   *
   * @param others keys of all rounds: key r of row i at {@code i * rounds + r}
   */
  void meet(int[] others, Meeting found) {
    int[] passed = new int[others.length / rounds + 1];
    int[] from = new int[passed.length];
    for (int round = 0; round < rounds; round++) {
      int count = pass(round, others, passed);
      int[] start = starts[round];
      for (int i = 0; i < count; i++) {
        from[i] = start[slot(others[passed[i] * rounds + round])];
      }
      for (int i = 0; i < count; i++) {
        meet(round, others, passed[i], from[i], found);
      }
    }
  }

  /** Collects the rows whose keys pass the filter of a round, and counts them. */
  private int pass(int round, int[] others, int[] passed) {
    long[] filter = filters[round];
    int count = 0;
    for (int row = 0, at = round; at < others.length; row++, at += rounds) {
      int bit = mixed(others[at]) >>> bitShift;
      passed[count] = row;
      count += (int) (filter[bit >> 6] >>> bit & 1);
    }
    return count;
  }

  private void meet(int round, int[] others, int row, int from, Meeting found) {
    int key = others[row * rounds + round];
    int[] entry = entries[round];
    int end = starts[round][slot(key) + 1];
    for (int at = from; at < end; at++) {
      int place = entry[2 * at + 1];
      if (entry[2 * at] == key && !sharedBefore(round, place, others, row * rounds)) {
        found.pair(row, place);
      }
    }
  }

  /** Receives pairs of a row and the place of a new row. */
  interface Meeting {
    void pair(int row, int place);
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
