package org.beamnsl.beam.io;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.metrics.Metrics;
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
 * the run. Without any report no file is written. The counts of the sum are also Beam counters, in
 * the namespace {@code nsl/<stage>} ({@link #namespace}): for the pages of an engine and for
 * whatever collects its metrics.
 */
public final class WriteStageReport extends PTransform<PCollection<StageReport>, PDone> {
  private final String stage;
  private final String path;

  private WriteStageReport(String stage, String path) {
    this.stage = stage;
    this.path = path;
  }

  /**
   * Writes the report of a stage.
   *
   * @param stage the command's name
   * @param path where to
   */
  public static WriteStageReport of(String stage, String path) {
    return new WriteStageReport(stage, path);
  }

  /** The namespace of the Beam metrics of a stage. These names do not change. */
  public static String namespace(String stage) {
    return "nsl/" + stage;
  }

  @Override
  public PDone expand(PCollection<StageReport> reports) {
    reports
        .apply("Together", WithKeys.of(0))
        .setCoder(KvCoder.of(VarIntCoder.of(), new StageReportCoder()))
        .apply("Group", GroupByKey.create())
        .apply("Write", ParDo.of(new WriteFn(namespace(stage), path)));
    return PDone.in(reports.getPipeline());
  }

  private static final class WriteFn extends DoFn<KV<Integer, Iterable<StageReport>>, Void> {
    private final String namespace;
    private final String path;

    WriteFn(String namespace, String path) {
      this.namespace = namespace;
      this.path = path;
    }

    @ProcessElement
    public void write(@Element KV<Integer, Iterable<StageReport>> all) throws IOException {
      StageReport sum = StageReport.sum(all.getValue());
      try (OutputStream out = Storages.of(path).create(path)) {
        out.write(sum.toJson());
      }
      sum.counters().forEach((name, count) -> Metrics.counter(namespace, name).inc(count));
    }
  }
}
