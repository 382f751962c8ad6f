package org.beamnsl.beam.badrecords;

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
import org.beamnsl.beam.io.StageReport;
import org.beamnsl.beam.io.StageReportCoder;
import org.beamnsl.core.badrecord.BadRecord;

/**
 * Writes bad records as lines {@code file TAB position TAB reason} to {@code
 * badrecords/part-00000-of-00001} in the output's folder, and reports how many there are under
 * {@value #COUNTER}, with the first few. Without any nothing is written.
 */
public final class WriteBadRecords
    extends PTransform<PCollection<BadRecord>, PCollection<StageReport>> {
  /** The counter of bad records in the report. */
  public static final String COUNTER = "badRecords";

  /** The folder, relative to the output. */
  public static final String FOLDER = "badrecords";

  private final String folder;

  private WriteBadRecords(String folder) {
    this.folder = folder;
  }

  /** Writes into the folder in which the output grows. */
  public static WriteBadRecords to(String folder) {
    return new WriteBadRecords(folder);
  }

  @Override
  public PCollection<StageReport> expand(PCollection<BadRecord> records) {
    return records
        .apply("Together", WithKeys.of(0))
        .setCoder(KvCoder.of(VarIntCoder.of(), new BadRecordCoder()))
        .apply("Group", GroupByKey.create())
        .apply("Write", ParDo.of(new WriteFn(folder)))
        .setCoder(new StageReportCoder());
  }

  private static final class WriteFn extends DoFn<KV<Integer, Iterable<BadRecord>>, StageReport> {
    private final String folder;

    WriteFn(String folder) {
      this.folder = folder;
    }

    @ProcessElement
    public void write(
        @Element KV<Integer, Iterable<BadRecord>> all, OutputReceiver<StageReport> out)
        throws IOException {
      try (BadRecordFile file = BadRecordFile.in(folder)) {
        all.getValue().forEach(file::add);
        out.output(file.finish());
      }
    }
  }
}
