package org.beamnsl.beam.synthesize;

import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionView;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.join.RowSampler;
import org.beamnsl.core.similarity.EmbeddingBlock;
import org.jspecify.annotations.Nullable;

/** Counts all rows and takes their sample: once per bundle, then over all bundles. */
final class SummarizeRows
    extends PTransform<PCollection<EmbeddingBlock>, PCollectionView<RowSummary>> {
  @Override
  public PCollectionView<RowSummary> expand(PCollection<EmbeddingBlock> blocks) {
    RowSummaryCoder coder = new RowSummaryCoder();
    PCollection<RowSummary> parts =
        blocks.apply("SummarizeBundles", ParDo.of(new SummarizeFn())).setCoder(coder);
    PCollection<RowSummary> none =
        blocks.getPipeline().apply("NoRows", Create.of(RowSummary.empty()).withCoder(coder));
    return PCollectionList.of(parts)
        .and(none)
        .apply("AllParts", Flatten.pCollections())
        .apply("Merge", Combine.globally(new MergeFn()).withoutDefaults())
        .setCoder(coder)
        .apply("AsView", View.asSingleton());
  }

  private static final class SummarizeFn extends DoFn<EmbeddingBlock, RowSummary> {
    private transient @Nullable RowSampler sampler;
    private transient int dims;

    @StartBundle
    public void start() {
      sampler = null;
    }

    @ProcessElement
    public void process(@Element EmbeddingBlock block) {
      if (sampler == null) {
        dims = block.dims();
        sampler = new RowSampler(dims);
      }
      if (block.dims() != dims) {
        throw NslException.badData(
            "embeddings of " + dims + " and of " + block.dims() + " values cannot be compared");
      }
      sampler.add(block);
    }

    @FinishBundle
    public void finish(FinishBundleContext context) {
      if (sampler != null) {
        context.output(
            new RowSummary(sampler.rows(), sampler.sample()),
            GlobalWindow.INSTANCE.maxTimestamp(),
            GlobalWindow.INSTANCE);
        sampler = null;
      }
    }
  }

  private static final class MergeFn extends Combine.BinaryCombineFn<RowSummary> {
    @Override
    public RowSummary apply(RowSummary left, RowSummary right) {
      return left.merge(right);
    }

    @Override
    public RowSummary identity() {
      return RowSummary.empty();
    }
  }
}
