package org.beamnsl.beam.synthesize;

import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.values.TupleTag;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.embedding.EmbeddingFiles;
import org.beamnsl.core.similarity.EmbeddingBlock;
import org.beamnsl.core.synthesis.GraphJob;

/** Reads ranges of files, given by their number in the job, as blocks. */
final class ReadEmbeddingsFn extends DoFn<Integer, EmbeddingBlock> {
  static final TupleTag<EmbeddingBlock> BLOCKS = new TupleTag<>() {};
  static final TupleTag<BadRecord> BAD = new TupleTag<>() {};

  private final GraphJob job;

  ReadEmbeddingsFn(GraphJob job) {
    this.job = job;
  }

  @ProcessElement
  public void process(@Element Integer range, MultiOutputReceiver receiver) {
    new EmbeddingFiles(job.schema())
        .read(
            job.ranges().get(range),
            block -> receiver.get(BLOCKS).output(block),
            bad -> receiver.get(BAD).output(bad));
  }
}
