package org.beamnsl.beam.synthesize;

import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.beamnsl.core.synthesis.GraphJob;
import org.beamnsl.core.synthesis.OnePartition;

/**
 * Builds a graph whose rows fit one worker, straight from files: no block crosses the engine. The
 * element only starts the work.
 */
final class OnePartitionFn extends DoFn<Integer, Void> {
  private final GraphJob job;

  OnePartitionFn(GraphJob job) {
    this.job = job;
  }

  @ProcessElement
  public void process() throws IOException {
    new OnePartition(job).run();
  }
}
