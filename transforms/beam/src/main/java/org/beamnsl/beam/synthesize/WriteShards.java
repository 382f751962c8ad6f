package org.beamnsl.beam.synthesize;

import java.io.IOException;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.beamnsl.core.graph.EdgeBlock;
import org.beamnsl.core.graph.EdgeShard;
import org.beamnsl.core.synthesis.GraphJob;
import org.beamnsl.core.synthesis.ShardFacts;
import org.beamnsl.core.synthesis.ShardWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes edges to the job's files, each sorted; all edges of a source are in one file. Gives facts
 * about each file and the edges of a forest that connects what its edges connect.
 */
final class WriteShards extends PTransform<PCollection<EdgeBlock>, PCollectionTuple> {
  static final TupleTag<ShardFacts> FACTS = new TupleTag<>() {};
  static final TupleTag<long[]> FOREST = new TupleTag<>() {};

  private final GraphJob job;
  private final PCollectionView<RowSummary> summary;

  WriteShards(GraphJob job, PCollectionView<RowSummary> summary) {
    this.job = job;
    this.summary = summary;
  }

  @Override
  public PCollectionTuple expand(PCollection<EdgeBlock> edges) {
    PCollectionTuple written =
        edges
            .apply("Deal", ParDo.of(new DealEdgesFn(job.places().shards().size())))
            .setCoder(KvCoder.of(VarIntCoder.of(), EdgeBlockCoder.of()))
            .apply("GroupEdges", GroupByKey.create())
            .apply(
                "Write",
                ParDo.of(new WriteFn(job, summary))
                    .withSideInputs(summary)
                    .withOutputTags(FACTS, TupleTagList.of(FOREST)));
    written.get(FACTS).setCoder(new ShardFactsCoder());
    written.get(FOREST).setCoder(LongsCoder.of());
    return written;
  }

  private static final class WriteFn extends DoFn<KV<Integer, Iterable<EdgeBlock>>, ShardFacts> {
    private final GraphJob job;
    private final PCollectionView<RowSummary> summary;
    private transient @Nullable ShardWriter writer;

    WriteFn(GraphJob job, PCollectionView<RowSummary> summary) {
      this.job = job;
      this.summary = summary;
    }

    @ProcessElement
    public void process(ProcessContext context) throws IOException {
      int shard = context.element().getKey();
      EdgeShard edges = new EdgeShard();
      context.element().getValue().forEach(edges::add);
      edges.sort();
      if (writer == null) {
        RowSummary rows = context.sideInput(summary);
        writer = new ShardWriter(rows.plan(job.params()), rows.sample(), rows.neighbors());
      }
      context.output(
          writer.write(
              shard,
              job.places().shards().get(shard),
              edges,
              part -> context.output(FOREST, part)));
    }
  }
}
