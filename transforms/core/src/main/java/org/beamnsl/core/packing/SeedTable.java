package org.beamnsl.core.packing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The last step of packing in partitions: examples and their chosen neighbours' records in, packed
 * records out, ordered by id. Memory: what the pages hold.
 */
public final class SeedTable {
  private static final int NO_TYPE = -1;
  private static final byte[] NO_NAME = {};

  private final PackParams params;
  private final ExampleTable examples;
  private final PackingItems items =
      new PackingItems() {
        @Override
        public void example(
            Role role, long sequence, byte[] bytes, int idStart, int idEnd, byte[] record) {
          examples.add(role, sequence, bytes, idStart, idEnd, record);
        }

        @Override
        public void neighbor(NeighborItem neighbor) {
          addNeighbor(neighbor);
        }
      };
  private final List<byte[]> pages = new ArrayList<>();
  private final IdDictionary typeNames = new IdDictionary();
  private int[] seeds = new int[1 << 10];
  private int[] ranks = new int[1 << 10];
  private double[] weights = new double[1 << 10];
  private int[] types = new int[1 << 10];
  private int[] pageNumbers = new int[1 << 10];
  private int[] recordStarts = new int[1 << 10];
  private int[] recordEnds = new int[1 << 10];
  private int size;

  /** An empty table. */
  public SeedTable(PackParams params) {
    this.params = params;
    this.examples = new ExampleTable(params, true);
  }

  /** Takes a page; the array may be kept. */
  public void addPage(byte[] page) {
    if (PackingPages.holdsNeighbors(page)) {
      pages.add(page);
    }
    PackingPages.read(page, items);
  }

  private void addNeighbor(NeighborItem neighbor) {
    if (size == seeds.length) {
      seeds = Arrays.copyOf(seeds, 2 * size);
      ranks = Arrays.copyOf(ranks, 2 * size);
      weights = Arrays.copyOf(weights, 2 * size);
      types = Arrays.copyOf(types, 2 * size);
      pageNumbers = Arrays.copyOf(pageNumbers, 2 * size);
      recordStarts = Arrays.copyOf(recordStarts, 2 * size);
      recordEnds = Arrays.copyOf(recordEnds, 2 * size);
    }
    seeds[size] = examples.ids().add(neighbor.bytes(), neighbor.seedStart(), neighbor.seedEnd());
    ranks[size] = neighbor.rank();
    weights[size] = neighbor.weight();
    byte[] type = neighbor.type();
    types[size] = type.length == 0 ? NO_TYPE : typeNames.add(type, 0, type.length);
    pageNumbers[size] = pages.size() - 1;
    recordStarts[size] = neighbor.valueStart();
    recordEnds[size++] = neighbor.valueEnd();
  }

  /** Packs all seeds. */
  public PackCounts pack(PackedSink sink) throws IOException {
    int[] starts = new int[examples.ids().size() + 1];
    for (int i = 0; i < size; i++) {
      starts[seeds[i] + 1]++;
    }
    for (int node = 1; node < starts.length; node++) {
      starts[node] += starts[node - 1];
    }
    // Ranks count from 0 without gaps, so each neighbour's place is known.
    int[] ordered = new int[size];
    for (int i = 0; i < size; i++) {
      ordered[starts[seeds[i]] + ranks[i]] = i;
    }
    ExamplePacker packer = new ExamplePacker(params);
    int[] sorted = examples.seeds();
    for (int seed : sorted) {
      byte[] record = examples.record(seed);
      packer.start(record, 0, record.length);
      for (int i = starts[seed]; i < starts[seed + 1]; i++) {
        int at = ordered[i];
        byte[] type = types[at] == NO_TYPE ? NO_NAME : typeNames.id(types[at]);
        byte[] page = pages.get(pageNumbers[at]);
        packer.addNeighbor(weights[at], type, page, recordStarts[at], recordEnds[at]);
      }
      packer.finish(examples.ids().id(seed), sink);
    }
    return new PackCounts(sorted.length, 0, 0, 0);
  }
}
