package org.beamnsl.beam.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.beamnsl.core.tfrecord.RecordRange;
import org.jspecify.annotations.Nullable;

/** Coder of {@link RecordSource}. */
public final class RecordSourceCoder extends AtomicCoder<RecordSource> {
  private static final StringUtf8Coder TEXT = StringUtf8Coder.of();
  private static final VarLongCoder LONG = VarLongCoder.of();
  private static final VarIntCoder INT = VarIntCoder.of();

  @Override
  public void encode(RecordSource source, OutputStream out) throws IOException {
    TEXT.encode(source.path(), out);
    @Nullable RecordRange range = source.range();
    LONG.encode(range == null ? -1 : range.start(), out);
    LONG.encode(range == null ? -1 : range.end(), out);
    INT.encode(source.order(), out);
    INT.encode(source.group(), out);
    LONG.encode(source.records(), out);
  }

  @Override
  public RecordSource decode(InputStream in) throws IOException {
    String path = TEXT.decode(in);
    long start = LONG.decode(in);
    long end = LONG.decode(in);
    return new RecordSource(
        path,
        start < 0 ? null : new RecordRange(start, end),
        INT.decode(in),
        INT.decode(in),
        LONG.decode(in));
  }
}
