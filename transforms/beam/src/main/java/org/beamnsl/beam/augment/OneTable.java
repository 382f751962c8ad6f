package org.beamnsl.beam.augment;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.beamnsl.beam.io.OpenShards;
import org.beamnsl.beam.io.SourceLookup;
import org.beamnsl.beam.io.StageReport;
import org.beamnsl.core.packing.PackCounts;
import org.beamnsl.core.packing.PackParams;
import org.beamnsl.core.packing.PackingTable;
import org.beamnsl.core.page.IdHash;

/** Everything that is packed, in one table; from pages to shards. Several threads may add. */
final class OneTable implements Closeable {
  private final Layout layout;
  private final SourceLookup records;
  private final PackingTable table;

  private OneTable(Layout layout) {
    this.layout = layout;
    this.records = new SourceLookup(layout.paths);
    this.table = new PackingTable(layout.params, layout.lookup ? records : null);
  }

  /**
   * What a table is for.
   *
   * @param params the rules of packing
   * @param folder the folder in which the output grows
   * @param shards the names of the shards relative to it
   * @param lookup whether records are found again in their files
   * @param paths the files of examples, in the order of reading
   */
  record Layout(
      PackParams params, String folder, List<String> shards, boolean lookup, List<String> paths)
      implements Serializable {
    static Layout of(AugmentPlan plan, PackParams params) {
      return new Layout(
          params,
          plan.folder(),
          plan.shardNames(),
          plan.method().lookup(),
          SourceLookup.paths(plan.examples()));
    }

    /** An empty table. */
    OneTable open() {
      return new OneTable(this);
    }
  }

  synchronized void addPage(byte[] page) {
    table.addPage(page);
  }

  /** Packs all seeds into shards and reports them. */
  synchronized StageReport write() throws IOException {
    OpenShards shards = OpenShards.create(layout.folder, layout.shards);
    PackCounts counts;
    try (shards) {
      counts =
          table.pack(
              (id, bytes, start, end) ->
                  shards.write(shardOf(id, shards.count()), bytes, start, end));
    }
    return AugmentCounters.report(counts)
        .with(AugmentCounters.RECORDS, counts.seeds())
        .plus(shards.report());
  }

  private static int shardOf(byte[] id, int shards) {
    return shards == 1 ? 0 : IdHash.partition(IdHash.of(id, 0, id.length), shards);
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
