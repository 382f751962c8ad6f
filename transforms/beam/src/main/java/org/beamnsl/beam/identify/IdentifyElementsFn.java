package org.beamnsl.beam.identify;

import java.io.IOException;
import java.util.Arrays;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.beamnsl.core.example.RepeatedIds;
import org.beamnsl.core.identify.IdentifyParams;
import org.beamnsl.core.identify.IdentityTable;

/** Identifies the records of one partition into the pipeline. */
final class IdentifyElementsFn extends DoFn<KV<Integer, Iterable<byte[]>>, byte[]> {
  static final TupleTag<byte[]> IDENTIFIED = new TupleTag<>("identified") {};
  static final TupleTag<RepeatedIds> REPEATED = new TupleTag<>("repeated") {};

  private final IdentifyParams params;

  IdentifyElementsFn(IdentifyParams params) {
    this.params = params;
  }

  @ProcessElement
  public void identify(@Element KV<Integer, Iterable<byte[]>> partition, MultiOutputReceiver out)
      throws IOException {
    IdentityTable table = new IdentityTable(params);
    for (byte[] page : partition.getValue()) {
      table.addPage(page);
    }
    RepeatedIds repeated =
        table.identify(
            (split, bytes, start, end) ->
                out.get(IDENTIFIED).output(Arrays.copyOfRange(bytes, start, end)));
    if (!repeated.isEmpty()) {
      out.get(REPEATED).output(repeated);
    }
  }
}
