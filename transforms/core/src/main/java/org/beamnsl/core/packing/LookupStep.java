package org.beamnsl.core.packing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.beamnsl.core.page.PartitionPages;

/** Gives chosen neighbours their records and sends them to their seeds. */
final class LookupStep extends PackingStep implements PackingItems {
  private final ExampleTable examples;
  private final ExamplePacker packer;
  private final List<byte[]> waiting = new ArrayList<>();

  LookupStep(PackParams params) {
    this.examples = new ExampleTable(params, true);
    this.packer = new ExamplePacker(params);
  }

  @Override
  PackingItems items() {
    return this;
  }

  @Override
  public void addPage(byte[] page) {
    if (PackingPages.holdsNeighbors(page)) {
      // They are answered when all examples have come.
      waiting.add(page);
    } else {
      super.addPage(page);
    }
  }

  @Override
  public void example(
      Role role, long sequence, byte[] bytes, int idStart, int idEnd, byte[] record) {
    examples.add(role, sequence, bytes, idStart, idEnd, record);
  }

  @Override
  public PackCounts finish(PartitionPages out) {
    for (byte[] page : waiting) {
      PackingPages.read(
          page,
          new PackingItems() {
            @Override
            public void neighbor(NeighborItem neighbor) {
              answer(out, neighbor);
            }
          });
    }
    return PackCounts.NONE;
  }

  private void answer(PartitionPages out, NeighborItem neighbor) {
    int node = examples.ids().find(neighbor.bytes(), neighbor.valueStart(), neighbor.valueEnd());
    if (node < 0) {
      throw new IllegalStateException("a neighbour was chosen that has no example");
    }
    byte[] seed = Arrays.copyOfRange(neighbor.bytes(), neighbor.seedStart(), neighbor.seedEnd());
    PackingPages.putNeighbor(
        out,
        out.partition(seed, 0, seed.length),
        seed,
        neighbor.rank(),
        neighbor.weight(),
        neighbor.type(),
        packer.reduced(examples.record(node)));
  }
}
