package org.beamnsl.beam.identify;

import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.beamnsl.beam.io.PageQueue;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.example.BadExampleException;
import org.beamnsl.core.identify.IdentifyParams;
import org.beamnsl.core.identify.IdentityKeys;
import org.beamnsl.core.identify.IdentityTable;
import org.beamnsl.core.page.PartitionPages;
import org.jspecify.annotations.Nullable;

/** Sorts the records of a bundle onto pages by hash of the key. */
final class PageElementsFn extends DoFn<byte[], KV<Integer, byte[]>> {
  static final TupleTag<KV<Integer, byte[]>> PAGES = new TupleTag<>("pages") {};
  static final TupleTag<BadRecord> BAD = new TupleTag<>("bad") {};

  private final IdentifyParams params;
  private final int partitions;
  private transient @Nullable IdentityKeys keys;
  private transient @Nullable PageQueue queue;
  private transient @Nullable PartitionPages pages;

  PageElementsFn(IdentifyParams params, int partitions) {
    this.params = params;
    this.partitions = partitions;
  }

  @StartBundle
  public void start() {
    PageQueue newQueue = new PageQueue();
    keys = new IdentityKeys(params);
    queue = newQueue;
    pages = new PartitionPages(partitions, newQueue);
  }

  @ProcessElement
  public void add(@Element byte[] record, MultiOutputReceiver out) {
    if (keys == null || queue == null || pages == null) {
      throw new IllegalStateException("a bundle starts before its elements");
    }
    try {
      IdentityTable.put(pages, keys.of(record), 0, record);
      queue.drain(page -> out.get(PAGES).output(page));
    } catch (BadExampleException e) {
      out.get(BAD).output(new BadRecord("element", -1, e.reason()));
    }
  }

  @FinishBundle
  public void finish(FinishBundleContext out) {
    if (queue != null && pages != null) {
      pages.flush();
      queue.drain(page -> PageQueue.output(out, PAGES, page));
    }
  }
}
