package org.beamnsl.beam.identify;

import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.beamnsl.beam.io.RecordScanner;
import org.beamnsl.beam.io.RecordSource;
import org.beamnsl.beam.io.StageReport;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.example.BadExampleException;
import org.beamnsl.core.identify.IdentifyParams;
import org.beamnsl.core.identify.IdentityKeys;
import org.beamnsl.core.identify.IdentityTable;
import org.beamnsl.core.page.PartitionPages;

/** Reads record files into pages by hash of the key. A source's group is its split. */
final class PageRecordsFn extends DoFn<RecordSource, KV<Integer, byte[]>> {
  /** The counter of records that were read, the bad ones included. */
  static final String READ = "read";

  static final TupleTag<KV<Integer, byte[]>> PAGES = new TupleTag<>("pages") {};
  static final TupleTag<BadRecord> BAD = new TupleTag<>("bad") {};
  static final TupleTag<StageReport> REPORT = new TupleTag<>("report") {};

  private final IdentifyParams params;
  private final int partitions;
  private final boolean lookup;

  /** Puts records onto pages, or only their places when they can be looked up. */
  PageRecordsFn(IdentifyParams params, int partitions, boolean lookup) {
    this.params = params;
    this.partitions = partitions;
    this.lookup = lookup;
  }

  @ProcessElement
  public void read(@Element RecordSource source, MultiOutputReceiver out) throws IOException {
    IdentityKeys keys = new IdentityKeys(params);
    PartitionPages pages =
        new PartitionPages(
            partitions, (partition, page) -> out.get(PAGES).output(KV.of(partition, page)));
    try (RecordScanner scanner = RecordScanner.open(source)) {
      while (scanner.advance()) {
        try {
          byte[] key = keys.of(scanner.record());
          if (lookup) {
            IdentityTable.putPlace(
                pages, key, source.group(), scanner.sequence(), scanner.record().length);
          } else {
            IdentityTable.put(pages, key, source.group(), scanner.record());
          }
        } catch (BadExampleException e) {
          out.get(BAD).output(new BadRecord(source.path(), scanner.position(), e.reason()));
        }
      }
      pages.flush();
      out.get(REPORT).output(StageReport.of(READ, scanner.count()));
    }
  }
}
