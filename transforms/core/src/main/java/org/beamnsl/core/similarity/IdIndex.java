package org.beamnsl.core.similarity;

import java.util.Arrays;

/** Finds the row of an id. Takes 8 to 16 bytes per row. Ids must be distinct. */
public final class IdIndex {
  private static final int EMPTY = -1;

  private final IdTable ids;
  private final int[] slots;

  /** Indexes all rows of a table. */
  public IdIndex(IdTable ids) {
    this.ids = ids;
    this.slots = new int[Math.max(2, Integer.highestOneBit(Math.max(1, ids.size())) * 4)];
    Arrays.fill(slots, EMPTY);
    for (int row = 0; row < ids.size(); row++) {
      int slot = (int) ids.hash(row) & (slots.length - 1);
      while (slots[slot] != EMPTY) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = row;
    }
  }

  /** The row of the id in some bytes, or -1 when there is none. */
  public int row(byte[] bytes, int from, int to) {
    int slot = (int) IdTable.hash(bytes, from, to) & (slots.length - 1);
    while (slots[slot] != EMPTY && !ids.equals(slots[slot], bytes, from, to)) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slots[slot];
  }

  /** The row of the id that a row of another table has, or -1 when there is none. */
  public int row(IdTable others, int other) {
    int slot = (int) others.hash(other) & (slots.length - 1);
    while (slots[slot] != EMPTY && !ids.equals(slots[slot], others, other)) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slots[slot];
  }
}
