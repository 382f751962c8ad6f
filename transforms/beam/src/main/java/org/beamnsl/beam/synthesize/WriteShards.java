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
import org.apache.beam.sdk.values.PCollectionView;
import org.beamnsl.core.graph.EdgeBlock;
import org.beamnsl.core.graph.EdgeShard;
import org.beamnsl.core.join.FindingOdds;
import org.beamnsl.core.synthesis.GraphJob;
import org.beamnsl.core.synthesis.ShardFacts;
import org.beamnsl.core.synthesis.ShardWriter;
import org.jspecify.annotations.Nullable;

/** Writes edges to the job's files, each sorted; all edges of a source are in one file. */
final class WriteShards extends PTransform<PCollection<EdgeBlock>, PCollection<ShardFacts>> {
  private final GraphJob job;
  private final PCollectionView<RowSummary> summary;

  WriteShards(GraphJob job, PCollectionView<RowSummary> summary) {
    this.job = job;
    this.summary = summary;
  }

  @Override
  public PCollection<ShardFacts> expand(PCollection<EdgeBlock> edges) {
    return edges
        .apply("Deal", ParDo.of(new DealEdgesFn(job.places().shards().size())))
        .setCoder(KvCoder.of(VarIntCoder.of(), EdgeBlockCoder.of()))
        .apply("GroupEdges", GroupByKey.create())
        .apply("Write", ParDo.of(new WriteFn(job, summary)).withSideInputs(summary))
        .setCoder(new ShardFactsCoder());
  }

  private static final class WriteFn extends DoFn<KV<Integer, Iterable<EdgeBlock>>, ShardFacts> {
    private final GraphJob job;
    private final PCollectionView<RowSummary> summary;
    private transient @Nullable FindingOdds odds;

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
      if (odds == null) {
        odds = new FindingOdds(context.sideInput(summary).plan(job.params()));
      }
      context.output(new ShardWriter(job.places().shards().get(shard)).write(shard, edges, odds));
    }
  }
}
