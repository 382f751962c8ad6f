package org.beamnsl.core.packing;

import org.beamnsl.core.page.PartitionPages;

/** Chooses each seed's neighbours and sends for their records. */
final class ChoiceStep extends PackingStep implements PackingItems {
  private final PackParams params;
  private final ExampleTable examples;
  private final EdgeTable edges = new EdgeTable();

  ChoiceStep(PackParams params) {
    this.params = params;
    this.examples = new ExampleTable(params, false);
  }

  @Override
  PackingItems items() {
    return this;
  }

  @Override
  public void id(Role role, long sequence, byte[] bytes, int idStart, int idEnd) {
    examples.add(role, sequence, bytes, idStart, idEnd, bytes);
  }

  @Override
  public void edge(EdgeItem edge) {
    int source = examples.ids().add(edge.bytes(), edge.sourceStart(), edge.sourceEnd());
    int target = examples.ids().add(edge.bytes(), edge.targetStart(), edge.targetEnd());
    edges.add(source, target, edge);
  }

  @Override
  public PackCounts finish(PartitionPages out) {
    IdDictionary ids = examples.ids();
    long[] dangling = {0};
    edges.forEach(
        (source, target, weight, type) -> {
          if ((target & EdgeTable.REVERSED) == 0 && !examples.exists(source)) {
            dangling[0]++;
          }
        });
    edges.group(ids.size(), false, examples::isSeed, node -> true);
    Candidates candidates = new Candidates(ids);
    long neighbors = 0;
    for (int seed : examples.seeds()) {
      byte[] seedId = ids.id(seed);
      candidates.choose(edges, seed, seedId, params);
      for (int rank = 0; rank < candidates.size(); rank++) {
        byte[] id = candidates.idBytes(rank);
        int partition = out.partition(id, 0, id.length);
        double weight = candidates.weight(rank);
        byte[] type = candidates.typeBytes(rank);
        PackingPages.putNeighbor(out, partition, seedId, rank, weight, type, id);
      }
      neighbors += candidates.size();
    }
    return new PackCounts(0, neighbors, dangling[0], 0);
  }
}
