package org.beamnsl.beam.badrecords;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.AtomicCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.beamnsl.core.badrecord.BadRecord;

/** Coder of {@link BadRecord}. */
public final class BadRecordCoder extends AtomicCoder<BadRecord> {
  @Override
  public void encode(BadRecord record, OutputStream out) throws IOException {
    StringUtf8Coder.of().encode(record.file(), out);
    VarLongCoder.of().encode(record.position(), out);
    StringUtf8Coder.of().encode(record.reason(), out);
  }

  @Override
  public BadRecord decode(InputStream in) throws IOException {
    return new BadRecord(
        StringUtf8Coder.of().decode(in),
        VarLongCoder.of().decode(in),
        StringUtf8Coder.of().decode(in));
  }
}
