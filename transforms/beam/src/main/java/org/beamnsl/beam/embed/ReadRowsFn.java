package org.beamnsl.beam.embed;

import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.beamnsl.beam.io.RecordSource;
import org.beamnsl.beam.io.StageReport;
import org.beamnsl.core.badrecord.BadRecord;

/** Reads record files into pages of rows. */
final class ReadRowsFn extends DoFn<RecordSource, KV<Integer, byte[]>> {
  static final TupleTag<KV<Integer, byte[]>> PAGES = new TupleTag<>("pages") {};
  static final TupleTag<BadRecord> BAD = new TupleTag<>("bad") {};
  static final TupleTag<StageReport> REPORT = new TupleTag<>("report") {};

  private final RowReading reading;

  ReadRowsFn(RowReading reading) {
    this.reading = reading;
  }

  @ProcessElement
  public void read(@Element RecordSource source, MultiOutputReceiver out) throws IOException {
    out.get(REPORT)
        .output(
            reading.read(
                source,
                (partition, page) -> out.get(PAGES).output(KV.of(partition, page)),
                bad -> out.get(BAD).output(bad)));
  }
}
