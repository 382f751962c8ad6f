package org.beamnsl.beam.augment;

import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.beamnsl.beam.io.StageReport;

/** Packs everything in one table and writes all shards. */
final class PackTableFn extends DoFn<KV<Integer, Iterable<byte[]>>, StageReport> {
  private final OneTable.Layout layout;

  PackTableFn(OneTable.Layout layout) {
    this.layout = layout;
  }

  @ProcessElement
  public void pack(
      @Element KV<Integer, Iterable<byte[]>> partition, OutputReceiver<StageReport> out)
      throws IOException {
    try (OneTable table = layout.open()) {
      partition.getValue().forEach(table::addPage);
      out.output(table.write());
    }
  }
}
