package org.beamnsl.beam.io;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.TupleTag;
import org.beamnsl.core.page.PageSink;
import org.jspecify.annotations.Nullable;

/** Full pages that wait for a moment at which a function may give output. */
public final class PageQueue implements PageSink {
  private final Queue<KV<Integer, byte[]>> pages = new ArrayDeque<>();

  @Override
  public void accept(int partition, byte[] page) {
    pages.add(KV.of(partition, page));
  }

  /** Gives all waiting pages, in the order in which they came. */
  public void drain(Consumer<KV<Integer, byte[]>> out) {
    for (@Nullable KV<Integer, byte[]> page = pages.poll(); page != null; page = pages.poll()) {
      out.accept(page);
    }
  }

  /** Gives a page at the end of a bundle. */
  public static <T> void output(
      DoFn<T, KV<Integer, byte[]>>.FinishBundleContext out,
      TupleTag<KV<Integer, byte[]>> tag,
      KV<Integer, byte[]> page) {
    out.output(tag, page, BoundedWindow.TIMESTAMP_MIN_VALUE, GlobalWindow.INSTANCE);
  }
}
