package org.beamnsl.beam.synthesize;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.coders.VarLongCoder;

/** Summaries of rows. */
final class RowSummaryCoder extends CustomCoder<RowSummary> {
  @Override
  public void encode(RowSummary summary, OutputStream out) throws IOException {
    VarLongCoder.of().encode(summary.rows(), out);
    EmbeddingBlockCoder.of().encode(summary.sample(), out);
  }

  @Override
  public RowSummary decode(InputStream in) throws IOException {
    long rows = VarLongCoder.of().decode(in);
    return new RowSummary(rows, EmbeddingBlockCoder.of().decode(in));
  }

  @Override
  public void verifyDeterministic() {}
}
