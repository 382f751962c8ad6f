package org.beamnsl.core.packing;

/**
 * What happened while packing.
 *
 * @param seeds how many records were packed
 * @param neighbors how many neighbours they got together
 * @param danglingEdges how many edges were dropped because one of their ends has no example
 * @param duplicates how many records were set aside for another of the same id and role
 */
public record PackCounts(long seeds, long neighbors, long danglingEdges, long duplicates) {
  /** Nothing happened. */
  static final PackCounts NONE = new PackCounts(0, 0, 0, 0);
}
