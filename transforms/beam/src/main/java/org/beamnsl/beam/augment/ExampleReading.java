package org.beamnsl.beam.augment;

import java.io.IOException;
import java.io.Serializable;
import java.util.function.Consumer;
import org.beamnsl.beam.io.RecordScanner;
import org.beamnsl.beam.io.RecordSource;
import org.beamnsl.beam.io.StageReport;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.example.BadExampleException;
import org.beamnsl.core.packing.PackParams;
import org.beamnsl.core.packing.Role;
import org.beamnsl.core.page.PageSink;

/**
 * How record files become pages by hash of the id: pages of records, and pages of ids alone. A
 * source's group is its role's ordinal, or {@link #BY_LABEL}.
 *
 * @param partitions into how many partitions ids are divided
 * @param wanted which pages are made
 * @param idFeature the feature that holds the id
 * @param labelFeature the feature that tells roles, where sources are grouped by label
 */
record ExampleReading(
    int partitions, ExampleDesk.Pages wanted, String idFeature, String labelFeature)
    implements Serializable {
  /** Group of sources whose records' labels tell their roles. */
  static final int BY_LABEL = 2;

  static ExampleReading of(AugmentPlan plan, PackParams params) {
    ExampleDesk.Pages wanted =
        !plan.method().oneTable()
            ? ExampleDesk.Pages.BOTH
            : plan.method().lookup() ? ExampleDesk.Pages.IDS : ExampleDesk.Pages.RECORDS;
    return new ExampleReading(plan.partitions(), wanted, params.idFeature(), plan.labelFeature());
  }

  /** Reads one source and reports what it held. */
  StageReport read(RecordSource source, PageSink records, PageSink ids, Consumer<BadRecord> bad)
      throws IOException {
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
          bad.accept(new BadRecord(source.path(), scanner.position(), e.reason()));
        }
      }
      desk.flush();
      return StageReport.of(AugmentCounters.READ, scanner.count())
          .with(AugmentCounters.LABELED, desk.count(Role.LABELED))
          .with(AugmentCounters.UNLABELED, desk.count(Role.UNLABELED));
    }
  }
}
