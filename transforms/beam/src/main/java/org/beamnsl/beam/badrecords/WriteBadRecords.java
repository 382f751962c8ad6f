package org.beamnsl.beam.badrecords;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
import org.beamnsl.core.storage.Storages;

/**
 * Writes bad records as lines {@code file TAB position TAB reason} to {@code
 * badrecords/part-00000-of-00001} in the output's folder, and reports how many there are under
 * {@value #COUNTER}, with the first few. Without any nothing is written.
 *
 * <p>Lines are ordered in runs of {@value #SORTED_RUN}, which bounds the memory.
 */
public final class WriteBadRecords
    extends PTransform<PCollection<BadRecord>, PCollection<StageReport>> {
  /** The counter of bad records in the report. */
  public static final String COUNTER = "badRecords";

  /** The folder, relative to the output. */
  public static final String FOLDER = "badrecords";

  private static final int SORTED_RUN = 100_000;

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
      String path = Storages.join(folder, FOLDER + "/part-00000-of-00001");
      StageReport report = StageReport.empty();
      try (OutputStream lines = new BufferedOutputStream(Storages.of(path).create(path))) {
        List<BadRecord> run = new ArrayList<>();
        for (BadRecord record : all.getValue()) {
          run.add(record);
          if (run.size() == SORTED_RUN) {
            report = report.plus(write(run, lines));
          }
        }
        report = report.plus(write(run, lines));
      }
      out.output(report);
    }

    private static StageReport write(List<BadRecord> run, OutputStream lines) throws IOException {
      Collections.sort(run);
      for (BadRecord record : run) {
        String line = record.file() + '\t' + record.position() + '\t' + record.reason() + '\n';
        lines.write(line.getBytes(StandardCharsets.UTF_8));
      }
      StageReport report =
          new StageReport(List.of(), StageReport.of(COUNTER, run.size()).counters(), run);
      run.clear();
      return report;
    }
  }
}
