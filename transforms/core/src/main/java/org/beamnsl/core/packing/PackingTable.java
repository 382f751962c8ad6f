package org.beamnsl.core.packing;

import java.io.IOException;
import org.beamnsl.core.tfrecord.RecordLookup;
import org.jspecify.annotations.Nullable;

/**
 * Packs a whole set of examples and edges in memory: for sets that fit, and as the truth for the
 * distributed form.
 *
 * <p>Examples and edges may come in any order and mixed. Memory: the records (unless they are
 * looked up), ids with about 35 bytes each, 16 bytes for each edge, and 12 more for each edge of a
 * seed.
 */
public final class PackingTable {
  private final PackParams params;
  private final @Nullable RecordLookup lookup;
  private final ExampleTable examples;
  private final EdgeTable edges = new EdgeTable();
  private final PackingItems items =
      new PackingItems() {
        @Override
        public void example(
            Role role, long sequence, byte[] bytes, int idStart, int idEnd, byte[] record) {
          examples.add(role, sequence, bytes, idStart, idEnd, record);
        }

        @Override
        public void id(Role role, long sequence, byte[] bytes, int idStart, int idEnd) {
          examples.add(role, sequence, bytes, idStart, idEnd, bytes);
        }

        @Override
        public void edge(EdgeItem edge) {
          addEdge(edge);
        }
      };

  /** An empty table that keeps records. */
  public PackingTable(PackParams params) {
    this(params, null);
  }

  /** An empty table that finds records again where they were read; null to keep them. */
  public PackingTable(PackParams params, @Nullable RecordLookup lookup) {
    this.params = params;
    this.lookup = lookup;
    this.examples = new ExampleTable(params, lookup == null);
  }

  /**
   * Adds an example.
   *
   * @param sequence its place in the order of reading, which decides between duplicates
   * @param bytes array that holds the id
   * @param record the whole record, kept, not copied; ignored when records are looked up
   */
  public void addExample(
      Role role, long sequence, byte[] bytes, int idStart, int idEnd, byte[] record) {
    examples.add(role, sequence, bytes, idStart, idEnd, record);
  }

  /** Adds an edge. */
  public void addEdge(EdgeItem edge) {
    int source = examples.ids().add(edge.bytes(), edge.sourceStart(), edge.sourceEnd());
    int target = examples.ids().add(edge.bytes(), edge.targetStart(), edge.targetEnd());
    edges.add(source, target, edge);
  }

  /** Adds what a page holds, written by {@link PackingPages}. */
  public void addPage(byte[] page) {
    PackingPages.read(page, items);
  }

  /**
   * Packs all seeds.
   *
   * @throws org.beamnsl.core.failure.NslException (65) for duplicate ids, unless they are allowed
   */
  public PackCounts pack(PackedSink sink) throws IOException {
    params.duplicateIds().check(examples.duplicates());
    IdDictionary ids = examples.ids();
    long dangling = countDangling();
    edges.group(ids.size(), params.bothWays(), examples::isSeed, examples::exists);
    ExamplePacker packer = new ExamplePacker(params);
    Candidates candidates = new Candidates(ids);
    int[] seeds = examples.seeds();
    long neighbors = 0;
    for (int seed : seeds) {
      byte[] id = ids.id(seed);
      candidates.choose(edges, seed, id, params);
      start(packer, seed);
      for (int i = 0; i < candidates.size(); i++) {
        addNeighbor(packer, candidates, i);
      }
      neighbors += candidates.size();
      packer.finish(id, sink);
    }
    return new PackCounts(seeds.length, neighbors, dangling, examples.duplicates().count());
  }

  private long countDangling() {
    long[] dangling = {0};
    edges.forEach(
        (source, target, weight, type) -> {
          if (!examples.exists(source) || !examples.exists(target >>> 1)) {
            dangling[0]++;
          }
        });
    return dangling[0];
  }

  private void start(ExamplePacker packer, int seed) throws IOException {
    if (lookup == null) {
      byte[] record = examples.record(seed);
      packer.start(record, 0, record.length);
    } else {
      lookup.find(examples.sequence(seed));
      packer.start(lookup.bytes(), lookup.start(), lookup.end());
    }
  }

  private void addNeighbor(ExamplePacker packer, Candidates candidates, int rank)
      throws IOException {
    double weight = candidates.weight(rank);
    byte[] type = candidates.typeBytes(rank);
    if (lookup == null) {
      byte[] record = examples.record(candidates.node(rank));
      packer.addNeighbor(weight, type, record, 0, record.length);
    } else {
      lookup.find(examples.sequence(candidates.node(rank)));
      packer.addNeighbor(weight, type, lookup.bytes(), lookup.start(), lookup.end());
    }
  }
}
