package org.beamnsl.beam.embed;

import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.beamnsl.core.embedding.rows.EmbedMethod;

/** Learns from all rows together what their embedding needs, as a side input in parts. */
final class LearnFromRows
    extends PTransform<
        PCollection<KV<Integer, byte[]>>, PCollectionView<Iterable<KV<Integer, byte[]>>>> {
  private final EmbedMethod method;

  private LearnFromRows(EmbedMethod method) {
    this.method = method;
  }

  static LearnFromRows by(EmbedMethod method) {
    return new LearnFromRows(method);
  }

  @Override
  public PCollectionView<Iterable<KV<Integer, byte[]>>> expand(
      PCollection<KV<Integer, byte[]>> pages) {
    KvCoder<Integer, byte[]> coder = KvCoder.of(VarIntCoder.of(), ByteArrayCoder.of());
    return pages
        .apply("Pages", Values.create())
        .apply("Together", WithKeys.of(0))
        .setCoder(coder)
        .apply("Group", GroupByKey.create())
        .apply("Learn", ParDo.of(new LearnFn(method)))
        .setCoder(coder)
        .apply("View", View.asIterable());
  }
}
