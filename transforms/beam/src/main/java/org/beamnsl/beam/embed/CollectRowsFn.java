package org.beamnsl.beam.embed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.embedding.rows.EmbedMethod;
import org.beamnsl.core.embedding.rows.RowIntake;
import org.beamnsl.core.page.PartitionPages;
import org.jspecify.annotations.Nullable;

/** Turns the records of a collection into pages of rows, some pages for each bundle. */
final class CollectRowsFn extends DoFn<byte[], KV<Integer, byte[]>> {
  /** What bad records have for a file's name. */
  static final String NO_FILE = "(collection)";

  private final EmbedMethod method;
  private final RowFeatures features;
  private transient @Nullable RowIntake intake;
  private transient List<byte[]> full = new ArrayList<>();
  private transient List<BadRecord> bad = new ArrayList<>();
  private transient PartitionPages pages = new PartitionPages(1, (partition, page) -> {});

  CollectRowsFn(EmbedMethod method, RowFeatures features) {
    this.method = method;
    this.features = features;
  }

  @Setup
  public void open() throws IOException {
    intake = new RowIntake(method, features.id(), features.label());
  }

  @StartBundle
  public void start() {
    full = new ArrayList<>();
    bad = new ArrayList<>();
    pages = new PartitionPages(1, (partition, page) -> full.add(page));
  }

  @ProcessElement
  public void collect(@Element byte[] record, MultiOutputReceiver out) throws IOException {
    opened().add(record, 0, new BadRecord(NO_FILE, -1, ""), pages, bad::add);
    full.forEach(page -> out.get(ReadRowsFn.PAGES).output(KV.of(0, page)));
    bad.forEach(each -> out.get(ReadRowsFn.BAD).output(each));
    full.clear();
    bad.clear();
  }

  @FinishBundle
  public void finish(FinishBundleContext context) throws IOException {
    opened().flush(pages, bad::add);
    pages.flush();
    for (byte[] page : full) {
      context.output(
          ReadRowsFn.PAGES,
          KV.of(0, page),
          GlobalWindow.INSTANCE.maxTimestamp(),
          GlobalWindow.INSTANCE);
    }
    for (BadRecord each : bad) {
      context.output(
          ReadRowsFn.BAD, each, GlobalWindow.INSTANCE.maxTimestamp(), GlobalWindow.INSTANCE);
    }
  }

  @Teardown
  public void close() throws IOException {
    RowIntake closing = intake;
    intake = null;
    if (closing != null) {
      closing.close();
    }
  }

  private RowIntake opened() {
    RowIntake opened = intake;
    if (opened == null) {
      throw new IllegalStateException("setup comes before bundles");
    }
    return opened;
  }
}
