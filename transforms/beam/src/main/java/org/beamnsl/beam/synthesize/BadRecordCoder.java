package org.beamnsl.beam.synthesize;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.beam.sdk.coders.CustomCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.beamnsl.core.badrecord.BadRecord;

/** Bad records. */
final class BadRecordCoder extends CustomCoder<BadRecord> {
  @Override
  public void encode(BadRecord bad, OutputStream out) throws IOException {
    StringUtf8Coder.of().encode(bad.file(), out);
    VarLongCoder.of().encode(bad.position(), out);
    StringUtf8Coder.of().encode(bad.reason(), out);
  }

  @Override
  public BadRecord decode(InputStream in) throws IOException {
    String file = StringUtf8Coder.of().decode(in);
    long position = VarLongCoder.of().decode(in);
    return new BadRecord(file, position, StringUtf8Coder.of().decode(in));
  }

  @Override
  public void verifyDeterministic() {}
}
