package org.beamnsl.beam.embed;

import java.util.List;
import org.apache.beam.sdk.coders.ByteArrayCoder;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.WithKeys;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.beamnsl.core.embedding.rows.LearningPass;
import org.jspecify.annotations.Nullable;

/**
 * Learns from all rows together what their embedding needs, as a side input in parts. Each pass
 * adds up over the pages on all workers; only what is made of the sums is made on one.
 */
final class LearnFromRows
    extends PTransform<
        PCollection<KV<Integer, byte[]>>, PCollectionView<Iterable<KV<Integer, byte[]>>>> {
  private static final KvCoder<Integer, byte[]> PARTS =
      KvCoder.of(VarIntCoder.of(), ByteArrayCoder.of());

  private final List<LearningPass> passes;

  private LearnFromRows(List<LearningPass> passes) {
    this.passes = passes;
  }

  /** In these passes, at least one. */
  static LearnFromRows in(List<LearningPass> passes) {
    return new LearnFromRows(passes);
  }

  @Override
  public PCollectionView<Iterable<KV<Integer, byte[]>>> expand(
      PCollection<KV<Integer, byte[]>> pages) {
    @Nullable PCollectionView<Iterable<KV<Integer, byte[]>>> learned = null;
    for (int number = 0; number < passes.size(); number++) {
      learned = expand(pages, "Pass" + (number + 1), passes.get(number), learned);
    }
    if (learned == null) {
      throw new IllegalStateException("nothing to learn");
    }
    return learned;
  }

  private static PCollectionView<Iterable<KV<Integer, byte[]>>> expand(
      PCollection<KV<Integer, byte[]>> pages,
      String name,
      LearningPass pass,
      @Nullable PCollectionView<Iterable<KV<Integer, byte[]>>> learned) {
    PCollection<KV<Integer, byte[]>> sums =
        pages
            .apply(name + "/Sum", withSideInput(new SumPagesFn(pass, learned), learned))
            .setCoder(PARTS)
            .apply(name + "/Parts", GroupByKey.create())
            .apply(name + "/Add", ParDo.of(new AddPartsFn()))
            .setCoder(PARTS);
    return sums.apply(name + "/Together", WithKeys.of(0))
        .setCoder(KvCoder.of(VarIntCoder.of(), PARTS))
        .apply(name + "/Group", GroupByKey.create())
        .apply(name + "/Learn", withSideInput(new LearnFn(pass, learned), learned))
        .setCoder(PARTS)
        .apply(name + "/View", View.asIterable());
  }

  private static <T> ParDo.SingleOutput<T, KV<Integer, byte[]>> withSideInput(
      DoFn<T, KV<Integer, byte[]>> fn,
      @Nullable PCollectionView<Iterable<KV<Integer, byte[]>>> learned) {
    return learned == null ? ParDo.of(fn) : ParDo.of(fn).withSideInputs(learned);
  }

  private static final class AddPartsFn
      extends DoFn<KV<Integer, Iterable<byte[]>>, KV<Integer, byte[]>> {
    @ProcessElement
    public void add(
        @Element KV<Integer, Iterable<byte[]>> part, OutputReceiver<KV<Integer, byte[]>> out) {
      out.output(KV.of(part.getKey(), Sums.add(part.getValue())));
    }
  }
}
