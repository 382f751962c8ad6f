package org.beamnsl.beam.augment;

import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.beamnsl.beam.io.ShardWriter;
import org.beamnsl.beam.io.StageReport;
import org.beamnsl.core.packing.PackCounts;
import org.beamnsl.core.packing.PackParams;
import org.beamnsl.core.packing.PackingTable;

/** Packs everything in one table and writes one shard. */
final class PackPartitionFn extends DoFn<KV<Integer, Iterable<byte[]>>, StageReport> {
  private final PackParams params;
  private final String folder;
  private final String shard;

  PackPartitionFn(PackParams params, String folder, String shard) {
    this.params = params;
    this.folder = folder;
    this.shard = shard;
  }

  @ProcessElement
  public void pack(
      @Element KV<Integer, Iterable<byte[]>> partition, OutputReceiver<StageReport> out)
      throws IOException {
    PackingTable table = new PackingTable(params);
    for (byte[] page : partition.getValue()) {
      table.addPage(page);
    }
    ShardWriter writer = ShardWriter.create(folder, shard);
    PackCounts counts;
    try (writer) {
      counts = table.pack(writer::write);
    }
    out.output(
        StageReport.of(writer.file())
            .with(AugmentCounters.RECORDS, counts.seeds())
            .with(AugmentCounters.NEIGHBORS, counts.neighbors())
            .with(AugmentCounters.DANGLING_EDGES, counts.danglingEdges())
            .with(AugmentCounters.DUPLICATES, counts.duplicates()));
  }
}
