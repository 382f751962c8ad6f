package org.beamnsl.beam.embed;

import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;
import org.beamnsl.core.embedding.rows.LearningPass;
import org.beamnsl.core.embedding.rows.PageSums;
import org.jspecify.annotations.Nullable;

/** Adds up what a pass adds up, over the pages of a bundle; the sums come out in parts. */
final class SumPagesFn extends DoFn<KV<Integer, byte[]>, KV<Integer, byte[]>> {
  private final LearningPass pass;
  private final @Nullable PCollectionView<Iterable<KV<Integer, byte[]>>> learned;
  private transient @Nullable PageSums sums;

  SumPagesFn(LearningPass pass, @Nullable PCollectionView<Iterable<KV<Integer, byte[]>>> learned) {
    this.pass = pass;
    this.learned = learned;
  }

  @StartBundle
  public void start() {
    sums = null;
  }

  @ProcessElement
  public void add(ProcessContext context) throws IOException {
    PageSums opened = sums;
    if (opened == null) {
      opened = pass.open(learned == null ? new byte[0] : Parts.join(context.sideInput(learned)));
      sums = opened;
    }
    opened.addPage(context.element().getValue());
  }

  @FinishBundle
  public void finish(FinishBundleContext context) {
    PageSums opened = sums;
    if (opened != null) {
      Parts.cut(
          Sums.toBytes(opened.values()),
          part ->
              context.output(part, GlobalWindow.INSTANCE.maxTimestamp(), GlobalWindow.INSTANCE));
      sums = null;
    }
  }
}
