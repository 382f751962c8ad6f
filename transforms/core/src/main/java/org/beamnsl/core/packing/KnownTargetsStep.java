package org.beamnsl.core.packing;

import org.beamnsl.core.example.RepeatedIds;
import org.beamnsl.core.page.PartitionPages;

/** Drops edges whose target has no example and sends the others to their source. */
final class KnownTargetsStep extends PackingStep implements PackingItems {
  private final ExampleTable examples;
  private final EdgeTable edges = new EdgeTable();

  KnownTargetsStep(PackParams params) {
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
  public RepeatedIds duplicates() {
    return examples.duplicates();
  }

  @Override
  public PackCounts finish(PartitionPages out) {
    long[] dangling = {0};
    edges.forEach(
        (source, target, weight, type) -> {
          int direction = target & EdgeTable.REVERSED;
          if (examples.exists(target >>> 1)) {
            send(
                out,
                EdgeItem.of(
                    examples.ids().id(source),
                    examples.ids().id(target >>> 1),
                    edges.typeName(type),
                    weight,
                    direction));
          } else if (direction == 0) {
            dangling[0]++;
          }
        });
    return new PackCounts(0, 0, dangling[0], examples.duplicates().count());
  }

  private static void send(PartitionPages out, EdgeItem edge) {
    int partition = out.partition(edge.bytes(), edge.sourceStart(), edge.sourceEnd());
    PackingPages.putEdge(out, partition, edge);
  }
}
