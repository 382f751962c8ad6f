package org.beamnsl.beam.synthesize;

import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.beamnsl.core.graph.EdgeBlock;
import org.beamnsl.core.graph.EdgeShard;
import org.beamnsl.core.graph.NeighborChoice;
import org.beamnsl.core.graph.NeighborRule;
import org.beamnsl.core.graph.ShardNeighbors;
import org.beamnsl.core.join.JoinParams;

/** Keeps the edges to the nearest neighbours, over all partitions. */
final class ChooseNeighbors extends PTransform<PCollection<EdgeBlock>, PCollection<EdgeBlock>> {
  private final int k;
  private final NeighborRule rule;
  private final int shards;

  ChooseNeighbors(JoinParams params, int shards) {
    this.k = params.maxNeighbors();
    this.rule = params.neighborRule();
    this.shards = shards;
  }

  @Override
  public PCollection<EdgeBlock> expand(PCollection<EdgeBlock> edges) {
    PCollection<EdgeBlock> chosen = step(edges, "Choose", true);
    return step(chosen, "Settle", false);
  }

  private PCollection<EdgeBlock> step(PCollection<EdgeBlock> in, String name, boolean choose) {
    return in.apply(name + "Shards", ParDo.of(new DealEdgesFn(shards)))
        .setCoder(KvCoder.of(VarIntCoder.of(), EdgeBlockCoder.of()))
        .apply(name + "Group", GroupByKey.create())
        .apply(name, ParDo.of(new ChooseFn(k, rule, choose)))
        .setCoder(EdgeBlockCoder.of());
  }

  private static final class ChooseFn extends DoFn<KV<Integer, Iterable<EdgeBlock>>, EdgeBlock> {
    private final int k;
    private final NeighborRule rule;
    private final boolean choose;

    ChooseFn(int k, NeighborRule rule, boolean choose) {
      this.k = k;
      this.rule = rule;
      this.choose = choose;
    }

    @ProcessElement
    public void process(
        @Element KV<Integer, Iterable<EdgeBlock>> shard, OutputReceiver<EdgeBlock> receiver) {
      EdgeShard edges = new EdgeShard();
      shard.getValue().forEach(edges::add);
      edges.sort();
      ShardNeighbors neighbors = new ShardNeighbors(new NeighborChoice(k, rule));
      if (choose) {
        neighbors.choose(edges, receiver::output);
      } else {
        neighbors.settle(edges, receiver::output);
      }
    }
  }
}
