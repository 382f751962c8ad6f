package org.beamnsl.beam.augment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.beamnsl.beam.io.ShardWriter;
import org.beamnsl.beam.io.SourceLookup;
import org.beamnsl.beam.io.StageReport;
import org.beamnsl.core.packing.PackCounts;
import org.beamnsl.core.packing.PackParams;
import org.beamnsl.core.packing.PackingTable;
import org.beamnsl.core.page.IdHash;

/** Packs everything in one table and writes all shards. */
final class PackTableFn extends DoFn<KV<Integer, Iterable<byte[]>>, StageReport> {
  private final PackParams params;
  private final String folder;
  private final List<String> shards;
  private final boolean lookup;
  private final List<String> paths;

  PackTableFn(PackParams params, AugmentPlan plan) {
    this.params = params;
    this.folder = plan.folder();
    this.shards = new ArrayList<>(plan.shardNames());
    this.lookup = plan.method().lookup();
    this.paths = SourceLookup.paths(plan.examples());
  }

  @ProcessElement
  public void pack(
      @Element KV<Integer, Iterable<byte[]>> partition, OutputReceiver<StageReport> out)
      throws IOException {
    try (SourceLookup records = new SourceLookup(paths)) {
      PackingTable table = new PackingTable(params, lookup ? records : null);
      for (byte[] page : partition.getValue()) {
        table.addPage(page);
      }
      List<ShardWriter> writers = new ArrayList<>();
      PackCounts counts;
      try {
        for (String shard : shards) {
          writers.add(ShardWriter.create(folder, shard));
        }
        counts =
            table.pack((id, bytes, start, end) -> writer(writers, id).write(bytes, start, end));
      } finally {
        for (ShardWriter writer : writers) {
          writer.close();
        }
      }
      for (ShardWriter writer : writers) {
        out.output(StageReport.of(writer.file()));
      }
      out.output(AugmentCounters.report(counts).with(AugmentCounters.RECORDS, counts.seeds()));
    }
  }

  private static ShardWriter writer(List<ShardWriter> writers, byte[] id) {
    return writers.size() == 1
        ? writers.get(0)
        : writers.get(IdHash.partition(IdHash.of(id, 0, id.length), writers.size()));
  }
}
