package org.beamnsl.beam.identify;

import java.io.IOException;
import java.io.Serializable;
import java.util.function.Consumer;
import org.beamnsl.beam.io.RecordScanner;
import org.beamnsl.beam.io.RecordSource;
import org.beamnsl.beam.io.StageReport;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.example.BadExampleException;
import org.beamnsl.core.identify.IdentifyParams;
import org.beamnsl.core.identify.IdentityKeys;
import org.beamnsl.core.identify.IdentityTable;
import org.beamnsl.core.page.PageSink;
import org.beamnsl.core.page.PartitionPages;

/**
 * How record files become pages by hash of the key. A source's group is its split.
 *
 * @param params how records are identified
 * @param placing which shards they go to
 * @param lookup whether pages hold places instead of records, which are read a second time
 */
record IdentityReading(IdentifyParams params, Placing placing, boolean lookup)
    implements Serializable {
  /** The counter of records that were read, the bad ones included. */
  static final String READ = "read";

  /** Reads one source and reports what it held. */
  StageReport read(RecordSource source, PageSink sink, Consumer<BadRecord> bad) throws IOException {
    IdentityKeys keys = new IdentityKeys(params);
    PartitionPages pages = new PartitionPages(placing.parts(), sink);
    try (RecordScanner scanner = RecordScanner.open(source)) {
      while (scanner.advance()) {
        byte[] record = scanner.record();
        try {
          byte[] key = keys.of(record);
          int place = placing.place(source.group(), key);
          if (lookup) {
            IdentityTable.putPlace(pages, key, place, scanner.sequence(), record.length);
          } else {
            IdentityTable.put(pages, key, place, record);
          }
        } catch (BadExampleException e) {
          bad.accept(new BadRecord(source.path(), scanner.position(), e.reason()));
        }
      }
      pages.flush();
      return StageReport.of(READ, scanner.count());
    }
  }
}
