package org.beamnsl.beam.synthesize;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.beamnsl.core.similarity.EmbeddingBlock;

/** Summaries of rows. */
final class RowSummaryCoder extends CustomCoder<RowSummary> {
  @Override
  public void encode(RowSummary summary, OutputStream out) throws IOException {
    VarLongCoder.of().encode(summary.rows(), out);
    EmbeddingBlockCoder.of().encode(summary.sample(), out);
    SampleNeighborsCoder.of().encode(summary.neighbors(), out);
  }

  @Override
  public RowSummary decode(InputStream in) throws IOException {
    long rows = VarLongCoder.of().decode(in);
    EmbeddingBlock sample = EmbeddingBlockCoder.of().decode(in);
    return new RowSummary(rows, sample, SampleNeighborsCoder.of().decode(in));
  }

  @Override
  public void verifyDeterministic() {}
}
