package org.beamnsl.beam.augment;

import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.beamnsl.beam.io.ShardWriter;
import org.beamnsl.core.packing.PackParams;
import org.beamnsl.core.packing.SeedTable;

/** Packs the seeds of one partition into a run: a plain file, ordered by id; gives it by shard. */
final class WriteRunFn extends DoFn<KV<Integer, Iterable<byte[]>>, KV<Integer, String>> {
  private final PackParams params;
  private final String folder;
  private final int runsPerShard;

  WriteRunFn(PackParams params, AugmentPlan plan) {
    this.params = params;
    this.folder = plan.folder();
    this.runsPerShard = plan.method().runsPerShard();
  }

  @ProcessElement
  public void pack(
      @Element KV<Integer, Iterable<byte[]>> partition, OutputReceiver<KV<Integer, String>> out)
      throws IOException {
    SeedTable table = new SeedTable(params);
    for (byte[] page : partition.getValue()) {
      table.addPage(page);
    }
    String run = MergeRunsFn.FOLDER + "/run-" + partition.getKey();
    try (ShardWriter writer = ShardWriter.create(folder, run)) {
      table.pack((id, bytes, start, end) -> writer.write(bytes, start, end));
    }
    out.output(KV.of(partition.getKey() / runsPerShard, run));
  }
}
