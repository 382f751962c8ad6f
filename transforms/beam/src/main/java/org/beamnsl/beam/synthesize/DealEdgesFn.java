package org.beamnsl.beam.synthesize;

import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.KV;
import org.beamnsl.core.graph.EdgeBlock;

/** Sends all edges of a source to the same shard. */
final class DealEdgesFn extends DoFn<EdgeBlock, KV<Integer, EdgeBlock>> {
  private final int shards;

  DealEdgesFn(int shards) {
    this.shards = shards;
  }

  @ProcessElement
  public void process(@Element EdgeBlock block, OutputReceiver<KV<Integer, EdgeBlock>> receiver) {
    block.deal(shards, (shard, part) -> receiver.output(KV.of(shard, part)));
  }
}
