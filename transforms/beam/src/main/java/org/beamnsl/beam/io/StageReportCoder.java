package org.beamnsl.beam.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.ByteArrayCoder;

/** Coder of {@link StageReport}: JSON, since there are few. */
public final class StageReportCoder extends AtomicCoder<StageReport> {
  @Override
  public void encode(StageReport report, OutputStream out) throws IOException {
    ByteArrayCoder.of().encode(report.toJson(), out);
  }

  @Override
  public StageReport decode(InputStream in) throws IOException {
    return StageReport.ofJson(ByteArrayCoder.of().decode(in));
  }
}
