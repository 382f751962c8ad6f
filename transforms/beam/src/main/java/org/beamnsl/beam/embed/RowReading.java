package org.beamnsl.beam.embed;

import java.io.IOException;
import java.io.Serializable;
import java.util.function.Consumer;
import org.beamnsl.beam.io.RecordScanner;
import org.beamnsl.beam.io.RecordSource;
import org.beamnsl.beam.io.StageReport;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.embedding.rows.EmbedMethod;
import org.beamnsl.core.embedding.rows.RowIntake;
import org.beamnsl.core.page.PageSink;
import org.beamnsl.core.page.PartitionPages;

/**
 * How record files become pages of rows by hash of the id. A source's group is its split.
 *
 * @param method how examples become rows
 * @param features where ids and labels are
 * @param partitions into how many partitions rows are divided
 */
record RowReading(EmbedMethod method, RowFeatures features, int partitions)
    implements Serializable {
  /** The counter of records that were read, the bad ones included. */
  static final String READ = "read";

  /** Reads one source and reports what it held. */
  StageReport read(RecordSource source, PageSink sink, Consumer<BadRecord> bad) throws IOException {
    PartitionPages pages = new PartitionPages(partitions, sink);
    try (RowIntake intake = new RowIntake(method, features.id(), features.label());
        RecordScanner scanner = RecordScanner.open(source)) {
      while (scanner.advance()) {
        BadRecord where = new BadRecord(source.path(), scanner.position(), "");
        intake.add(scanner.record(), source.group(), where, pages, bad);
      }
      intake.flush(pages, bad);
      pages.flush();
      return StageReport.of(READ, scanner.count());
    }
  }
}
