package org.beamnsl.beam.augment;

import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.beamnsl.beam.io.PageQueue;
import org.beamnsl.core.graph.Edge;
import org.beamnsl.core.packing.EdgeItem;
import org.beamnsl.core.packing.PackParams;
import org.beamnsl.core.packing.PackingPages;
import org.beamnsl.core.page.PartitionPages;
import org.jspecify.annotations.Nullable;

/** Sorts the edges of a bundle onto pages, as halves by hash of the target. */
final class PageEdgeElementsFn extends DoFn<Edge, KV<Integer, byte[]>> {
  private final PackParams params;
  private final int partitions;
  private transient @Nullable PageQueue queue;
  private transient @Nullable PartitionPages pages;

  PageEdgeElementsFn(PackParams params, int partitions) {
    this.params = params;
    this.partitions = partitions;
  }

  @StartBundle
  public void start() {
    PageQueue newQueue = new PageQueue();
    queue = newQueue;
    pages = new PartitionPages(partitions, newQueue);
  }

  @ProcessElement
  public void add(@Element Edge edge, OutputReceiver<KV<Integer, byte[]>> out) {
    if (pages == null || queue == null) {
      throw new IllegalStateException("a bundle starts before its elements");
    }
    PackingPages.putHalves(pages, params, EdgeItem.of(edge));
    queue.drain(out::output);
  }

  @FinishBundle
  public void finish(FinishBundleContext out) {
    if (pages != null && queue != null) {
      pages.flush();
      queue.drain(
          page -> out.output(page, BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE));
    }
  }
}
