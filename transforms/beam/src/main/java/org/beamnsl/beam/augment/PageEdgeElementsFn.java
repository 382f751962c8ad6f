package org.beamnsl.beam.augment;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.beamnsl.beam.io.PageQueue;
import org.beamnsl.core.graph.Edge;
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
    byte[] source = edge.source().getBytes(StandardCharsets.UTF_8);
    byte[] target = edge.target().getBytes(StandardCharsets.UTF_8);
    byte[] both = Arrays.copyOf(source, source.length + target.length);
    System.arraycopy(target, 0, both, source.length, target.length);
    PackingPages.putHalves(
        pages, params, both, 0, source.length, source.length, both.length, edge.weight());
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
