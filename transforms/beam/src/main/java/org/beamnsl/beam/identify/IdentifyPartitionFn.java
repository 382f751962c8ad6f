package org.beamnsl.beam.identify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
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

  IdentifyPartitionFn(SplitPlan plan, IdentityReading reading) {
    for (int part = 0; part < reading.placing().parts(); part++) {
      shards.add(reading.placing().names(plan, part));
    }
    this.folder = plan.folder();
    this.params = reading.params();
    this.lookup = reading.lookup();
    this.paths = SourceLookup.paths(plan.sources());
  }

  @ProcessElement
  public void identify(@Element KV<Integer, Iterable<byte[]>> partition, MultiOutputReceiver out)
      throws IOException {
    try (SourceLookup records = new SourceLookup(paths)) {
      IdentityTable table = new IdentityTable(params, lookup ? records : null);
      partition.getValue().forEach(table::addPage);
      Identified identified = Identified.write(table, folder, shards.get(partition.getKey()));
      if (!identified.repeated().isEmpty()) {
        out.get(REPEATED).output(identified.repeated());
      }
      out.get(REPORT).output(identified.report());
    }
  }
}
