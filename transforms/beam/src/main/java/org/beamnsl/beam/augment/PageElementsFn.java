package org.beamnsl.beam.augment;

import java.util.Locale;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.beamnsl.beam.io.PageQueue;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.example.BadExampleException;
import org.beamnsl.core.packing.Role;
import org.jspecify.annotations.Nullable;

/** Sorts the records of a bundle onto pages by hash of the id. */
final class PageElementsFn extends DoFn<byte[], KV<Integer, byte[]>> {
  static final TupleTag<KV<Integer, byte[]>> RECORDS = new TupleTag<>("records") {};
  static final TupleTag<KV<Integer, byte[]>> IDS = new TupleTag<>("ids") {};
  static final TupleTag<BadRecord> BAD = new TupleTag<>("bad") {};

  private final int partitions;
  private final String idFeature;
  private final Role role;
  private transient @Nullable PageQueue records;
  private transient @Nullable PageQueue ids;
  private transient @Nullable ExampleDesk desk;

  PageElementsFn(int partitions, String idFeature, Role role) {
    this.partitions = partitions;
    this.idFeature = idFeature;
    this.role = role;
  }

  @StartBundle
  public void start() {
    PageQueue recordQueue = new PageQueue();
    PageQueue idQueue = new PageQueue();
    records = recordQueue;
    ids = idQueue;
    desk = new ExampleDesk(partitions, ExampleDesk.Pages.BOTH, idFeature, "", recordQueue, idQueue);
  }

  @ProcessElement
  public void add(@Element byte[] record, MultiOutputReceiver out) {
    if (desk == null || records == null || ids == null) {
      throw new IllegalStateException("a bundle starts before its elements");
    }
    try {
      desk.add(role, 0, record);
      records.drain(page -> out.get(RECORDS).output(page));
      ids.drain(page -> out.get(IDS).output(page));
    } catch (BadExampleException e) {
      String where = role.name().toLowerCase(Locale.ROOT);
      out.get(BAD).output(new BadRecord(where, -1, e.reason()));
    }
  }

  @FinishBundle
  public void finish(FinishBundleContext out) {
    if (desk != null && records != null && ids != null) {
      desk.flush();
      records.drain(page -> PageQueue.output(out, RECORDS, page));
      ids.drain(page -> PageQueue.output(out, IDS, page));
    }
  }
}
