package org.beamnsl.beam.embed;

import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.beamnsl.beam.io.RecordScanner;
import org.beamnsl.beam.io.RecordSource;
import org.beamnsl.beam.io.StageReport;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.embedding.rows.EmbedMethod;
import org.beamnsl.core.embedding.rows.RowIntake;
import org.beamnsl.core.page.PartitionPages;

/** Reads record files into pages of rows. A source's group is its split. */
final class ReadRowsFn extends DoFn<RecordSource, KV<Integer, byte[]>> {
  /** The counter of records that were read, the bad ones included. */
  static final String READ = "read";

  static final TupleTag<KV<Integer, byte[]>> PAGES = new TupleTag<>("pages") {};
  static final TupleTag<BadRecord> BAD = new TupleTag<>("bad") {};
  static final TupleTag<StageReport> REPORT = new TupleTag<>("report") {};

  private final EmbedMethod method;
  private final RowFeatures features;
  private final int partitions;

  ReadRowsFn(EmbedMethod method, RowFeatures features, int partitions) {
    this.method = method;
    this.features = features;
    this.partitions = partitions;
  }

  @ProcessElement
  public void read(@Element RecordSource source, MultiOutputReceiver out) throws IOException {
    PartitionPages pages =
        new PartitionPages(
            partitions, (partition, page) -> out.get(PAGES).output(KV.of(partition, page)));
    OutputReceiver<BadRecord> bad = out.get(BAD);
    try (RowIntake intake = new RowIntake(method, features.id(), features.label());
        RecordScanner scanner = RecordScanner.open(source)) {
      while (scanner.advance()) {
        BadRecord where = new BadRecord(source.path(), scanner.position(), "");
        intake.add(scanner.record(), source.group(), where, pages, bad::output);
      }
      intake.flush(pages, bad::output);
      pages.flush();
      out.get(REPORT).output(StageReport.of(READ, scanner.count()));
    }
  }
}
