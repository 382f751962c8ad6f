package org.beamnsl.beam.synthesize;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.apache.beam.sdk.coders.CustomCoder;

/** Arrays of numbers. */
final class LongsCoder extends CustomCoder<long[]> {
  private static final LongsCoder INSTANCE = new LongsCoder();

  private LongsCoder() {}

  static LongsCoder of() {
    return INSTANCE;
  }

  @Override
  public void encode(long[] numbers, OutputStream out) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + Long.BYTES * numbers.length);
    bytes.putInt(numbers.length).asLongBuffer().put(numbers);
    out.write(bytes.array());
  }

  @Override
  public long[] decode(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    long[] numbers = new long[data.readInt()];
    byte[] bytes = new byte[Long.BYTES * numbers.length];
    data.readFully(bytes);
    ByteBuffer.wrap(bytes).asLongBuffer().get(numbers);
    return numbers;
  }

  @Override
  public void verifyDeterministic() {}
}
