package org.beamnsl.beam.badrecords;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.beamnsl.core.example.RepeatedIds;

/** Coder of {@link RepeatedIds}. */
public final class RepeatedIdsCoder extends AtomicCoder<RepeatedIds> {
  private static final ListCoder<String> IDS = ListCoder.of(StringUtf8Coder.of());

  @Override
  public void encode(RepeatedIds ids, OutputStream out) throws IOException {
    VarLongCoder.of().encode(ids.count(), out);
    IDS.encode(List.copyOf(ids.first()), out);
  }

  @Override
  public RepeatedIds decode(InputStream in) throws IOException {
    return new RepeatedIds(VarLongCoder.of().decode(in), IDS.decode(in));
  }
}
