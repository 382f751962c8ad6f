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
import org.beamnsl.core.join.JoinParams;
import org.beamnsl.core.join.SampleComparer;
import org.beamnsl.core.join.SampleNeighbors;
import org.beamnsl.core.similarity.EmbeddingBlock;
import org.jspecify.annotations.Nullable;

/** Compares some sampled rows with all rows, exactly, and adds what comes out to the summary. */
final class CompareSample
    extends PTransform<PCollection<EmbeddingBlock>, PCollectionView<RowSummary>> {
  private final JoinParams params;
  private final PCollectionView<RowSummary> summary;

  CompareSample(JoinParams params, PCollectionView<RowSummary> summary) {
    this.params = params;
    this.summary = summary;
  }

  @Override
  public PCollectionView<RowSummary> expand(PCollection<EmbeddingBlock> blocks) {
    SampleNeighborsCoder coder = SampleNeighborsCoder.of();
    PCollection<SampleNeighbors> parts =
        blocks
            .apply(
                "CompareBlocks", ParDo.of(new CompareFn(params, summary)).withSideInputs(summary))
            .setCoder(coder);
    PCollection<SampleNeighbors> none =
        blocks.getPipeline().apply("NoBlocks", Create.of(SampleNeighbors.none()).withCoder(coder));
    return PCollectionList.of(parts)
        .and(none)
        .apply("AllBlocks", Flatten.pCollections())
        .apply(
            "MergeNeighbors",
            Combine.globally(new MergeFn(params.maxNeighbors())).withoutDefaults())
        .setCoder(coder)
        .apply("AddToSummary", ParDo.of(new AddFn(summary)).withSideInputs(summary))
        .setCoder(new RowSummaryCoder())
        .apply("AsSummary", View.asSingleton());
  }

  private static final class CompareFn extends DoFn<EmbeddingBlock, SampleNeighbors> {
    private final JoinParams params;
    private final PCollectionView<RowSummary> summary;
    private transient @Nullable SampleComparer comparer;

    CompareFn(JoinParams params, PCollectionView<RowSummary> summary) {
      this.params = params;
      this.summary = summary;
    }

    @StartBundle
    public void start() {
      comparer = null;
    }

    @ProcessElement
    public void process(ProcessContext context) {
      if (comparer == null) {
        RowSummary rows = context.sideInput(summary);
        comparer = new SampleComparer(params, rows.rows(), rows.sample());
      }
      comparer.add(context.element());
    }

    @FinishBundle
    public void finish(FinishBundleContext context) {
      if (comparer != null) {
        context.output(
            comparer.neighbors(), GlobalWindow.INSTANCE.maxTimestamp(), GlobalWindow.INSTANCE);
        comparer = null;
      }
    }
  }

  private static final class MergeFn extends Combine.BinaryCombineFn<SampleNeighbors> {
    private final int k;

    MergeFn(int k) {
      this.k = k;
    }

    @Override
    public SampleNeighbors apply(SampleNeighbors left, SampleNeighbors right) {
      return left.merge(right, k);
    }

    @Override
    public SampleNeighbors identity() {
      return SampleNeighbors.none();
    }
  }

  private static final class AddFn extends DoFn<SampleNeighbors, RowSummary> {
    private final PCollectionView<RowSummary> summary;

    AddFn(PCollectionView<RowSummary> summary) {
      this.summary = summary;
    }

    @ProcessElement
    public void process(ProcessContext context) {
      RowSummary rows = context.sideInput(summary);
      context.output(new RowSummary(rows.rows(), rows.sample(), context.element()));
    }
  }
}
