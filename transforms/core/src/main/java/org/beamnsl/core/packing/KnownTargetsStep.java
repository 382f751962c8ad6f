package org.beamnsl.core.packing;

import java.util.Arrays;
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
    edges.add(source, target, edge.weight(), edge.direction());
  }

  @Override
  public PackCounts finish(PartitionPages out) {
    examples.checkDuplicates();
    long[] dangling = {0};
    edges.forEach(
        (source, target, weight) -> {
          int direction = target & EdgeTable.REVERSED;
          if (examples.exists(target >>> 1)) {
            send(out, source, target >>> 1, weight, direction);
          } else if (direction == 0) {
            dangling[0]++;
          }
        });
    return new PackCounts(0, 0, dangling[0], examples.duplicates());
  }

  private void send(PartitionPages out, int source, int target, double weight, int direction) {
    byte[] sourceId = examples.ids().id(source);
    byte[] targetId = examples.ids().id(target);
    byte[] both = Arrays.copyOf(sourceId, sourceId.length + targetId.length);
    System.arraycopy(targetId, 0, both, sourceId.length, targetId.length);
    PackingPages.putEdge(
        out,
        out.partition(both, 0, sourceId.length),
        new EdgeItem(both, 0, sourceId.length, sourceId.length, both.length, weight, direction));
  }
}
