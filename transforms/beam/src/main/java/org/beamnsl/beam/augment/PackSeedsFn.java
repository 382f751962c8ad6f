package org.beamnsl.beam.augment;

import java.io.IOException;
import java.util.Arrays;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.beamnsl.core.packing.PackParams;
import org.beamnsl.core.packing.SeedTable;

/** Packs the seeds of one partition into the pipeline. */
final class PackSeedsFn extends DoFn<KV<Integer, Iterable<byte[]>>, byte[]> {
  private final PackParams params;

  PackSeedsFn(PackParams params) {
    this.params = params;
  }

  @ProcessElement
  public void pack(@Element KV<Integer, Iterable<byte[]>> partition, OutputReceiver<byte[]> out)
      throws IOException {
    SeedTable table = new SeedTable(params);
    for (byte[] page : partition.getValue()) {
      table.addPage(page);
    }
    table.pack((id, bytes, start, end) -> out.output(Arrays.copyOfRange(bytes, start, end)));
  }
}
