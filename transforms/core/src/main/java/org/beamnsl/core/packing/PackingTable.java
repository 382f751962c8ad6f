package org.beamnsl.core.packing;

import java.io.IOException;

/**
 * Packs a whole set of examples and edges in memory: for sets that fit, and as the truth for the
 * distributed form.
 *
 * <p>Examples and edges may come in any order and mixed. Memory: the records, ids, and about 30
 * bytes for each edge (60 when edges count both ways).
 */
public final class PackingTable {
  private final PackParams params;
  private final ExampleTable examples;
  private final EdgeTable edges = new EdgeTable();

  /** An empty table. */
  public PackingTable(PackParams params) {
    this.params = params;
    this.examples = new ExampleTable(params, true);
  }

  /**
   * Adds an example.
   *
   * @param sequence its place in the order of reading, which decides between duplicates
   * @param bytes array that holds the id
   * @param record the whole record; kept, not copied
   */
  public void addExample(
      Role role, long sequence, byte[] bytes, int idStart, int idEnd, byte[] record) {
    examples.add(role, sequence, bytes, idStart, idEnd, record);
  }

  /** Adds an edge; both ids lie in one array. */
  public void addEdge(
      byte[] bytes, int sourceStart, int sourceEnd, int targetStart, int targetEnd, double weight) {
    int source = examples.ids().add(bytes, sourceStart, sourceEnd);
    int target = examples.ids().add(bytes, targetStart, targetEnd);
    edges.add(source, target, weight, 0);
  }

  /** Adds what a page holds, written by {@link PackingPages}. */
  public void addPage(byte[] page) {
    PackingPages.read(page, this);
  }

  /**
   * Packs all seeds.
   *
   * @throws org.beamnsl.core.failure.NslException (65) for duplicate ids, unless they are allowed
   */
  public PackCounts pack(PackedSink sink) throws IOException {
    examples.checkDuplicates();
    IdDictionary ids = examples.ids();
    long dangling = edges.group(ids.size(), params.bothWays(), examples::isSeed, examples::exists);
    ExamplePacker packer = new ExamplePacker(params);
    Candidates candidates = new Candidates(ids);
    int[] seeds = examples.seeds();
    long neighbors = 0;
    for (int seed : seeds) {
      candidates.load(edges, seed, params.addUndirectedEdges());
      candidates.require(params.minWeight(), params.mutualOnly());
      params.selection().select(ids.id(seed), candidates);
      packer.start(examples.record(seed));
      for (int i = 0; i < candidates.size(); i++) {
        packer.addNeighbor(candidates.weight(i), examples.record(candidates.node(i)));
      }
      neighbors += candidates.size();
      sink.accept(packer.finish());
    }
    return new PackCounts(seeds.length, neighbors, dangling, examples.duplicates());
  }
}
