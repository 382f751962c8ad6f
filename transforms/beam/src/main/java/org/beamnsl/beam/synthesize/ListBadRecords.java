package org.beamnsl.beam.synthesize;

import java.io.IOException;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.beamnsl.beam.badrecords.BadRecordCoder;
import org.beamnsl.beam.badrecords.WriteBadRecords;
import org.beamnsl.beam.io.StageReport;
import org.beamnsl.beam.io.StageReportCoder;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.synthesis.BadRecordLog;

/**
 * Writes the list of bad records, one by one as they arrive at one worker. What is told of them is
 * how many there are, under {@link WriteBadRecords#COUNTER}, the first few and the file; nothing
 * without any.
 */
final class ListBadRecords extends PTransform<PCollection<BadRecord>, PCollection<StageReport>> {
  private final String path;

  ListBadRecords(String path) {
    this.path = path;
  }

  @Override
  public PCollection<StageReport> expand(PCollection<BadRecord> records) {
    return records
        .apply("Together", WithKeys.of(0))
        .setCoder(KvCoder.of(VarIntCoder.of(), new BadRecordCoder()))
        .apply("Group", GroupByKey.create())
        .apply("Write", ParDo.of(new WriteFn(path)))
        .setCoder(new StageReportCoder());
  }

  private static final class WriteFn extends DoFn<KV<Integer, Iterable<BadRecord>>, StageReport> {
    private final String path;

    WriteFn(String path) {
      this.path = path;
    }

    @ProcessElement
    public void write(
        @Element KV<Integer, Iterable<BadRecord>> all, OutputReceiver<StageReport> out)
        throws IOException {
      try (BadRecordLog log = new BadRecordLog()) {
        all.getValue().forEach(log::add);
        out.output(
            new StageReport(
                log.write(path),
                StageReport.of(WriteBadRecords.COUNTER, log.count()).counters(),
                log.first()));
      }
    }
  }
}
