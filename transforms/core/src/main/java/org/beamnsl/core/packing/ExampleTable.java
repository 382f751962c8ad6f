package org.beamnsl.core.packing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import org.beamnsl.core.example.RepeatedIds;

/**
 * The examples of one partition by id. An id in both roles counts as labelled. Ids may be known
 * without an example: those at the ends of edges.
 */
final class ExampleTable {
  private static final byte[] NO_BYTES = {};

  private final PackParams params;
  private final boolean keepRecords;
  private final IdDictionary ids = new IdDictionary();
  private final RepeatedIds duplicates = new RepeatedIds();
  private byte[] roles = new byte[1 << 10];
  private long[] sequences = new long[1 << 10];
  private byte[][] records = new byte[0][];

  /** An empty table; without records it knows only which ids there are, and their roles. */
  ExampleTable(PackParams params, boolean keepRecords) {
    this.params = params;
    this.keepRecords = keepRecords;
  }

  IdDictionary ids() {
    return ids;
  }

  /**
   * Adds an example.
   *
   * @param sequence its place in the order of reading, which decides between duplicates
   */
  void add(Role role, long sequence, byte[] bytes, int idStart, int idEnd, byte[] record) {
    int node = ids.add(bytes, idStart, idEnd);
    reserve(node);
    int bit = 1 << role.ordinal();
    boolean duplicate = (roles[node] & bit) != 0;
    if (duplicate) {
      String id = new String(bytes, idStart, idEnd - idStart, StandardCharsets.UTF_8);
      duplicates.add("'" + id + "' (" + role.name().toLowerCase(Locale.ROOT) + ")");
    }
    boolean better = (roles[node] & bit - 1) == 0;
    boolean later = !duplicate || isLater(node, sequence, record);
    roles[node] |= (byte) bit;
    if (better && later) {
      sequences[node] = sequence;
      if (keepRecords) {
        records[node] = record;
      }
    }
  }

  /** Records without an order of their own are ordered by their bytes. */
  private boolean isLater(int node, long sequence, byte[] record) {
    return sequence != sequences[node]
        ? sequence > sequences[node]
        : keepRecords && Arrays.compareUnsigned(record, records[node]) > 0;
  }

  /** The ids of records that were set aside because their id came again in the same role. */
  RepeatedIds duplicates() {
    return duplicates;
  }

  boolean exists(int node) {
    return node < roles.length && roles[node] != 0;
  }

  boolean isSeed(int node) {
    return exists(node)
        && (params.seedUnlabeled() || (roles[node] & 1 << Role.LABELED.ordinal()) != 0);
  }

  /** The record of an example, when records are kept. */
  byte[] record(int node) {
    return records[node];
  }

  /** The place of an example in the order of reading. */
  long sequence(int node) {
    return sequences[node];
  }

  /** The seeds in the order of their ids. */
  int[] seeds() {
    int[] seeds = new int[ids.size()];
    int count = 0;
    for (int node = 0; node < ids.size(); node++) {
      if (isSeed(node)) {
        seeds[count++] = node;
      }
    }
    int[] sorted = Arrays.copyOf(seeds, count);
    ids.sort(sorted);
    return sorted;
  }

  private void reserve(int node) {
    if (node >= roles.length) {
      int length = Math.max(node + 1, 2 * roles.length);
      roles = Arrays.copyOf(roles, length);
      sequences = Arrays.copyOf(sequences, length);
    }
    if (keepRecords && node >= records.length) {
      int before = records.length;
      records = Arrays.copyOf(records, roles.length);
      Arrays.fill(records, before, records.length, NO_BYTES);
    }
  }
}
