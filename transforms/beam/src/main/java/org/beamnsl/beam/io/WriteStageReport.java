package org.beamnsl.beam.io;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PDone;
import org.beamnsl.core.storage.Storages;

/**
 * Adds up all reports of a stage and writes the sum to one file, where the command finds it after
 * the run. Without any report no file is written.
 */
public final class WriteStageReport extends PTransform<PCollection<StageReport>, PDone> {
  private final String path;

  private WriteStageReport(String path) {
    this.path = path;
  }

  /** Writes to this path. */
  public static WriteStageReport to(String path) {
    return new WriteStageReport(path);
  }

  @Override
  public PDone expand(PCollection<StageReport> reports) {
    reports
        .apply("Together", WithKeys.of(0))
        .setCoder(KvCoder.of(VarIntCoder.of(), new StageReportCoder()))
        .apply("Group", GroupByKey.create())
        .apply("Write", ParDo.of(new WriteFn(path)));
    return PDone.in(reports.getPipeline());
  }

  private static final class WriteFn extends DoFn<KV<Integer, Iterable<StageReport>>, Void> {
    private final String path;

    WriteFn(String path) {
      this.path = path;
    }

    @ProcessElement
    public void write(@Element KV<Integer, Iterable<StageReport>> all) throws IOException {
      StageReport sum = StageReport.empty();
      for (StageReport report : all.getValue()) {
        sum = sum.plus(report);
      }
      try (OutputStream out = Storages.of(path).create(path)) {
        out.write(sum.toJson());
      }
    }
  }
}
