package org.beamnsl.beam.synthesize;

import java.util.stream.IntStream;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.PDone;
import org.apache.beam.sdk.values.TupleTagList;
import org.beamnsl.beam.badrecords.BadRecordCoder;
import org.beamnsl.beam.io.StageReport;
import org.beamnsl.core.similarity.EmbeddingBlock;
import org.beamnsl.core.synthesis.ComponentFacts;
import org.beamnsl.core.synthesis.GraphJob;
import org.beamnsl.core.synthesis.ShardFacts;

/**
 * Reads files of embeddings and writes the files of their similarity graph and a report.
 *
 * <p>When the job says that one worker can hold all rows, that worker reads, joins and writes, and
 * nothing crosses the engine. Else blocks of rows are read by all workers and go through {@link
 * SynthesizeGraph}.
 */
public final class BuildGraphFromFiles extends PTransform<PBegin, PDone> {
  private final GraphJob job;

  private BuildGraphFromFiles(GraphJob job) {
    this.job = job;
  }

  /** Does this job. */
  public static BuildGraphFromFiles of(GraphJob job) {
    return new BuildGraphFromFiles(job);
  }

  @Override
  public PDone expand(PBegin input) {
    if (job.onePlace()) {
      input
          .apply("Start", Create.of(0).withCoder(VarIntCoder.of()))
          .apply("Join", ParDo.of(new OnePartitionFn(job)));
    } else {
      spread(input);
    }
    return PDone.in(input.getPipeline());
  }

  private void spread(PBegin input) {
    PCollectionTuple read =
        input
            .apply(
                "Ranges",
                Create.of(IntStream.range(0, job.ranges().size()).boxed().toList())
                    .withCoder(VarIntCoder.of()))
            .apply("SpreadRanges", Reshuffle.viaRandomKey())
            .apply(
                "Read",
                ParDo.of(new ReadEmbeddingsFn(job))
                    .withOutputTags(
                        ReadEmbeddingsFn.BLOCKS, TupleTagList.of(ReadEmbeddingsFn.BAD)));
    PCollection<EmbeddingBlock> blocks =
        read.get(ReadEmbeddingsFn.BLOCKS).setCoder(EmbeddingBlockCoder.of());
    blocks.apply("CheckIds", new CheckDistinctIds());
    PCollectionView<RowSummary> summary = SynthesizeGraph.summarize(job.params(), blocks);
    PCollectionView<RowSummary> compared =
        job.params().nearestOnly()
            ? summary
            : blocks.apply("CompareSample", new CompareSample(job.params(), summary));
    PCollectionTuple written =
        SynthesizeGraph.create()
            .withParams(job.params())
            .withThreads(job.threads())
            .expand(blocks, summary)
            .apply("WriteShards", new WriteShards(job, compared));
    PCollectionView<Iterable<ShardFacts>> shards =
        written.get(WriteShards.FACTS).apply("AllShards", View.asIterable());
    PCollectionView<Iterable<ComponentFacts>> components =
        written
            .get(WriteShards.FOREST)
            .apply("Components", new CountComponents())
            .apply("AllComponents", View.asIterable());
    PCollectionView<Iterable<StageReport>> bad =
        read.get(ReadEmbeddingsFn.BAD)
            .setCoder(new BadRecordCoder())
            .apply("ListBadRecords", new ListBadRecords(job.places().badRecords()))
            .apply("BadRecords", View.asIterable());
    input
        .apply("End", Create.of(0).withCoder(VarIntCoder.of()))
        .apply(
            "Report",
            ParDo.of(new WriteReportFn(job, compared, bad, shards, components))
                .withSideInputs(compared, bad, shards, components));
  }
}
