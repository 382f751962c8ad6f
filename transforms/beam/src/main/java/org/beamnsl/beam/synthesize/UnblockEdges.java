package org.beamnsl.beam.synthesize;

import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.beamnsl.beam.augment.EdgeCoder;
import org.beamnsl.core.graph.Edge;
import org.beamnsl.core.graph.EdgeBlock;

/**
 * Turns the blocks that {@link SynthesizeGraph} gives into single edges, which a step of one's own
 * can look at and {@code GraphAugmentation} takes. Weights are exact, not rounded as in files.
 */
public final class UnblockEdges extends PTransform<PCollection<EdgeBlock>, PCollection<Edge>> {
  private UnblockEdges() {}

  /** The transform. */
  public static UnblockEdges create() {
    return new UnblockEdges();
  }

  @Override
  public PCollection<Edge> expand(PCollection<EdgeBlock> blocks) {
    return blocks.apply("Unblock", ParDo.of(new UnblockFn())).setCoder(new EdgeCoder());
  }

  private static final class UnblockFn extends DoFn<EdgeBlock, Edge> {
    @ProcessElement
    public void each(@Element EdgeBlock block, OutputReceiver<Edge> out) {
      block.forEach((source, target, weight) -> out.output(new Edge(source, target, weight)));
    }
  }
}
