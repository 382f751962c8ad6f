package org.beamnsl.beam.augment;

import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.beamnsl.beam.io.RecordScanner;
import org.beamnsl.beam.io.RecordSource;
import org.beamnsl.beam.io.StageReport;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.example.BadExampleException;
import org.beamnsl.core.packing.Role;
import org.beamnsl.core.page.PageSink;

/**
 * Reads record files into pages by hash of the id: pages of records, and pages of ids alone. A
 * source's group is its role's ordinal, or {@link #BY_LABEL}.
 */
final class PageExamplesFn extends DoFn<RecordSource, KV<Integer, byte[]>> {
  /** Group of sources whose records' labels tell their roles. */
  static final int BY_LABEL = 2;

  static final TupleTag<KV<Integer, byte[]>> RECORDS = new TupleTag<>("records") {};
  static final TupleTag<KV<Integer, byte[]>> IDS = new TupleTag<>("ids") {};
  static final TupleTag<BadRecord> BAD = new TupleTag<>("bad") {};
  static final TupleTag<StageReport> REPORT = new TupleTag<>("report") {};

  private final int partitions;
  private final ExampleDesk.Pages wanted;
  private final String idFeature;
  private final String labelFeature;

  PageExamplesFn(int partitions, ExampleDesk.Pages wanted, String idFeature, String labelFeature) {
    this.partitions = partitions;
    this.wanted = wanted;
    this.idFeature = idFeature;
    this.labelFeature = labelFeature;
  }

  @ProcessElement
  public void read(@Element RecordSource source, MultiOutputReceiver out) throws IOException {
    PageSink records = (partition, page) -> out.get(RECORDS).output(KV.of(partition, page));
    PageSink ids = (partition, page) -> out.get(IDS).output(KV.of(partition, page));
    ExampleDesk desk = new ExampleDesk(partitions, wanted, idFeature, labelFeature, records, ids);
    try (RecordScanner scanner = RecordScanner.open(source)) {
      while (scanner.advance()) {
        try {
          if (source.group() == BY_LABEL) {
            desk.addByLabel(scanner.sequence(), scanner.record());
          } else {
            desk.add(Role.of(source.group()), scanner.sequence(), scanner.record());
          }
        } catch (BadExampleException e) {
          out.get(BAD).output(new BadRecord(source.path(), scanner.position(), e.reason()));
        }
      }
      desk.flush();
      out.get(REPORT)
          .output(
              StageReport.of(AugmentCounters.READ, scanner.count())
                  .with(AugmentCounters.LABELED, desk.count(Role.LABELED))
                  .with(AugmentCounters.UNLABELED, desk.count(Role.UNLABELED)));
    }
  }
}
