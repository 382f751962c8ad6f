package org.beamnsl.beam.augment;

import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.beamnsl.beam.io.StageReport;
import org.beamnsl.core.example.RepeatedIds;
import org.beamnsl.core.packing.PackCounts;
import org.beamnsl.core.packing.PackParams;
import org.beamnsl.core.packing.PackingStep;
import org.beamnsl.core.page.PartitionPages;

/** Does one step of packing for one partition. */
final class PackingStepFn extends DoFn<KV<Integer, Iterable<byte[]>>, KV<Integer, byte[]>> {
  static final TupleTag<KV<Integer, byte[]>> PAGES = new TupleTag<>("pages") {};
  static final TupleTag<StageReport> REPORT = new TupleTag<>("report") {};
  static final TupleTag<RepeatedIds> DUPLICATES = new TupleTag<>("duplicates") {};

  private final PackingStep.Kind kind;
  private final PackParams params;
  private final int partitions;

  PackingStepFn(PackingStep.Kind kind, PackParams params, int partitions) {
    this.kind = kind;
    this.params = params;
    this.partitions = partitions;
  }

  @ProcessElement
  public void step(@Element KV<Integer, Iterable<byte[]>> partition, MultiOutputReceiver out) {
    PackingStep step = PackingStep.of(kind, params);
    for (byte[] page : partition.getValue()) {
      step.addPage(page);
    }
    if (!step.duplicates().isEmpty()) {
      out.get(DUPLICATES).output(step.duplicates());
    }
    PartitionPages pages =
        new PartitionPages(partitions, (to, page) -> out.get(PAGES).output(KV.of(to, page)));
    PackCounts counts = step.finish(pages);
    pages.flush();
    out.get(REPORT).output(AugmentCounters.report(counts));
  }
}
