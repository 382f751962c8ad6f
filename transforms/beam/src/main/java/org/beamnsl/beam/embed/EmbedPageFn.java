package org.beamnsl.beam.embed;

import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollectionView;
import org.beamnsl.core.embedding.rows.EmbedMethod;
import org.beamnsl.core.embedding.rows.EmbeddedExamples;
import org.beamnsl.core.embedding.rows.RowDecoder;
import org.beamnsl.core.embedding.rows.RowReader;
import org.jspecify.annotations.Nullable;

/** Embeds the rows of a page. What was learned is decoded once for each bundle. */
final class EmbedPageFn extends DoFn<KV<Integer, byte[]>, byte[]> {
  private final EmbedMethod method;
  private final RowFeatures features;
  private final @Nullable PCollectionView<Iterable<KV<Integer, byte[]>>> learned;
  private transient @Nullable RowDecoder decoder;

  EmbedPageFn(
      EmbedMethod method,
      RowFeatures features,
      @Nullable PCollectionView<Iterable<KV<Integer, byte[]>>> learned) {
    this.method = method;
    this.features = features;
    this.learned = learned;
  }

  @StartBundle
  public void start() {
    decoder = null;
  }

  @ProcessElement
  public void embed(ProcessContext context) throws IOException {
    RowDecoder opened = decoder;
    if (opened == null) {
      byte[] bytes = learned == null ? new byte[0] : Parts.join(context.sideInput(learned));
      opened = method.decoder(bytes);
      decoder = opened;
    }
    EmbeddedExamples examples =
        new EmbeddedExamples(features.id(), features.label(), features.embedding());
    RowReader rows = new RowReader(context.element().getValue());
    while (rows.next()) {
      context.output(examples.of(rows.head(), opened.vector(rows)));
    }
  }
}
