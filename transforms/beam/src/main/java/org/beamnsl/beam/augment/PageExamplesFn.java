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
import org.beamnsl.core.example.ExampleView;
import org.beamnsl.core.example.IdFeature;
import org.beamnsl.core.example.LabelFeature;
import org.beamnsl.core.packing.PackingPages;
import org.beamnsl.core.packing.Role;
import org.beamnsl.core.page.PartitionPages;

/**
 * Reads record files into pages by hash of the id. A source's group is its role's ordinal, or
 * {@link #BY_LABEL}.
 */
final class PageExamplesFn extends DoFn<RecordSource, KV<Integer, byte[]>> {
  /** Group of sources whose records' labels tell their roles. */
  static final int BY_LABEL = 2;

  static final TupleTag<KV<Integer, byte[]>> PAGES = new TupleTag<>("pages") {};
  static final TupleTag<BadRecord> BAD = new TupleTag<>("bad") {};
  static final TupleTag<StageReport> REPORT = new TupleTag<>("report") {};

  private final int partitions;
  private final String idFeature;
  private final String labelFeature;

  PageExamplesFn(int partitions, String idFeature, String labelFeature) {
    this.partitions = partitions;
    this.idFeature = idFeature;
    this.labelFeature = labelFeature;
  }

  @ProcessElement
  public void read(@Element RecordSource source, MultiOutputReceiver out) throws IOException {
    IdFeature ids = new IdFeature(idFeature);
    LabelFeature labels = new LabelFeature(labelFeature);
    ExampleView view = new ExampleView();
    long[] roles = new long[2];
    PartitionPages pages =
        new PartitionPages(
            partitions, (partition, page) -> out.get(PAGES).output(KV.of(partition, page)));
    try (RecordScanner scanner = RecordScanner.open(source)) {
      while (scanner.advance()) {
        try {
          view.read(scanner.record());
          byte[] id = ids.read(view);
          Role role = source.group() == BY_LABEL ? role(labels, view) : Role.of(source.group());
          roles[role.ordinal()]++;
          PackingPages.putExample(pages, role, scanner.sequence(), id, scanner.record());
        } catch (BadExampleException e) {
          out.get(BAD).output(new BadRecord(source.path(), scanner.position(), e.reason()));
        }
      }
      pages.flush();
      out.get(REPORT)
          .output(
              StageReport.of(AugmentCounters.READ, scanner.count())
                  .with(AugmentCounters.LABELED, roles[0])
                  .with(AugmentCounters.UNLABELED, roles[1]));
    }
  }

  private static Role role(LabelFeature labels, ExampleView view) throws BadExampleException {
    return labels.read(view) == LabelFeature.UNLABELED ? Role.UNLABELED : Role.LABELED;
  }
}
