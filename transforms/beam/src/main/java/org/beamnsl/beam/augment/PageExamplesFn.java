package org.beamnsl.beam.augment;

import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.beamnsl.beam.io.RecordSource;
import org.beamnsl.beam.io.StageReport;
import org.beamnsl.core.badrecord.BadRecord;

/** Reads record files into pages. */
final class PageExamplesFn extends DoFn<RecordSource, KV<Integer, byte[]>> {
  static final TupleTag<KV<Integer, byte[]>> RECORDS = new TupleTag<>("records") {};
  static final TupleTag<KV<Integer, byte[]>> IDS = new TupleTag<>("ids") {};
  static final TupleTag<BadRecord> BAD = new TupleTag<>("bad") {};
  static final TupleTag<StageReport> REPORT = new TupleTag<>("report") {};

  private final ExampleReading reading;

  PageExamplesFn(ExampleReading reading) {
    this.reading = reading;
  }

  @ProcessElement
  public void read(@Element RecordSource source, MultiOutputReceiver out) throws IOException {
    out.get(REPORT)
        .output(
            reading.read(
                source,
                (partition, page) -> out.get(RECORDS).output(KV.of(partition, page)),
                (partition, page) -> out.get(IDS).output(KV.of(partition, page)),
                bad -> out.get(BAD).output(bad)));
  }
}
