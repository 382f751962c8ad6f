package org.beamnsl.examples.pipelines;

import org.apache.beam.sdk.transforms.DoFn;
import org.beamnsl.core.graph.Edge;

/** Stretches the weights of edges from [threshold, 1] to [0, 1]: near-copies count most. */
final class SharpenWeightFn extends DoFn<Edge, Edge> {
  private final double threshold;

  SharpenWeightFn(double threshold) {
    this.threshold = threshold;
  }

  @ProcessElement
  public void sharpen(@Element Edge edge, OutputReceiver<Edge> out) {
    double weight = (edge.weight() - threshold) / (1 - threshold);
    out.output(new Edge(edge.source(), edge.target(), Math.min(1, Math.max(0, weight))));
  }
}
