package org.beamnsl.beam.identify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.beamnsl.beam.io.ShardWriter;
import org.beamnsl.beam.io.SourceLookup;
import org.beamnsl.beam.io.SplitPlan;
import org.beamnsl.beam.io.StageReport;
import org.beamnsl.core.example.RepeatedIds;
import org.beamnsl.core.identify.IdentifyParams;
import org.beamnsl.core.identify.IdentityTable;

/** Identifies the records of one partition and writes one shard of each split. */
final class IdentifyPartitionFn extends DoFn<KV<Integer, Iterable<byte[]>>, StageReport> {
  static final TupleTag<StageReport> REPORT = new TupleTag<>("report") {};
  static final TupleTag<RepeatedIds> REPEATED = new TupleTag<>("repeated") {};

  private final List<List<String>> shards = new ArrayList<>();
  private final String folder;
  private final IdentifyParams params;
  private final boolean lookup;
  private final List<String> paths;

  IdentifyPartitionFn(SplitPlan plan, IdentifyParams params, boolean lookup) {
    for (int partition = 0; partition < plan.shards(); partition++) {
      shards.add(plan.shardNames(partition));
    }
    this.folder = plan.folder();
    this.params = params;
    this.lookup = lookup;
    this.paths = SourceLookup.paths(plan.sources());
  }

  @ProcessElement
  public void identify(@Element KV<Integer, Iterable<byte[]>> partition, MultiOutputReceiver out)
      throws IOException {
    List<ShardWriter> writers = new ArrayList<>();
    try (SourceLookup records = new SourceLookup(paths)) {
      IdentityTable table = new IdentityTable(params, lookup ? records : null);
      for (byte[] page : partition.getValue()) {
        table.addPage(page);
      }
      for (String shard : shards.get(partition.getKey())) {
        writers.add(ShardWriter.create(folder, shard));
      }
      RepeatedIds repeated =
          table.identify((split, bytes, start, end) -> writers.get(split).write(bytes, start, end));
      if (!repeated.isEmpty()) {
        out.get(REPEATED).output(repeated);
      }
    } finally {
      for (ShardWriter writer : writers) {
        writer.close();
      }
    }
    for (ShardWriter writer : writers) {
      out.get(REPORT)
          .output(StageReport.of(writer.file()).with("records", writer.file().records()));
    }
  }
}
