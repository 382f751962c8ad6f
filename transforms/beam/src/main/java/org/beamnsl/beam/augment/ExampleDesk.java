package org.beamnsl.beam.augment;

import org.beamnsl.core.example.BadExampleException;
import org.beamnsl.core.example.ExampleView;
import org.beamnsl.core.example.IdFeature;
import org.beamnsl.core.example.LabelFeature;
import org.beamnsl.core.packing.PackingPages;
import org.beamnsl.core.packing.Role;
import org.beamnsl.core.page.PageSink;
import org.beamnsl.core.page.PartitionPages;

/** Sorts records onto the pages of their partitions. */
final class ExampleDesk {
  /** Which pages are wanted. */
  enum Pages {
    RECORDS,
    IDS,
    BOTH
  }

  private final Pages wanted;
  private final IdFeature ids;
  private final LabelFeature labels;
  private final ExampleView view = new ExampleView();
  private final PartitionPages recordPages;
  private final PartitionPages idPages;
  private final long[] counts = new long[Role.values().length];

  ExampleDesk(
      int partitions,
      Pages wanted,
      String idFeature,
      String labelFeature,
      PageSink records,
      PageSink ids) {
    this.wanted = wanted;
    this.ids = new IdFeature(idFeature);
    this.labels = new LabelFeature(labelFeature);
    this.recordPages = new PartitionPages(partitions, records);
    this.idPages = new PartitionPages(partitions, ids);
  }

  /** Adds a record whose role is known. */
  void add(Role role, long sequence, byte[] record) throws BadExampleException {
    view.read(record);
    put(role, sequence, record);
  }

  /** Adds a record whose label tells its role. */
  void addByLabel(long sequence, byte[] record) throws BadExampleException {
    view.read(record);
    boolean unlabeled = labels.read(view) == LabelFeature.UNLABELED;
    put(unlabeled ? Role.UNLABELED : Role.LABELED, sequence, record);
  }

  /** How many good records of a role were added. */
  long count(Role role) {
    return counts[role.ordinal()];
  }

  void flush() {
    recordPages.flush();
    idPages.flush();
  }

  private void put(Role role, long sequence, byte[] record) throws BadExampleException {
    byte[] id = ids.read(view);
    if (wanted != Pages.IDS) {
      PackingPages.putExample(recordPages, role, sequence, id, record);
    }
    if (wanted != Pages.RECORDS) {
      PackingPages.putId(idPages, role, sequence, id);
    }
    counts[role.ordinal()]++;
  }
}
