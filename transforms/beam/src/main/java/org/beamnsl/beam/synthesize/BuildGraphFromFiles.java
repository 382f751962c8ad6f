package org.beamnsl.beam.synthesize;

import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PDone;
import org.beamnsl.core.synthesis.GraphJob;

/** Reads files of embeddings and writes the files of their similarity graph and a report. */
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
    input
        .apply("Start", Create.of(0).withCoder(VarIntCoder.of()))
        .apply("Join", ParDo.of(new OnePartitionFn(job)));
    return PDone.in(input.getPipeline());
  }
}
