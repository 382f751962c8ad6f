package org.beamnsl.beam.embed;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import org.beamnsl.core.failure.NslException;

/** Sums on their way between workers. */
final class Sums {
  private Sums() {}

  static byte[] toBytes(double[] sums) {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(sums.length, Double.BYTES));
    bytes.asDoubleBuffer().put(sums);
    return bytes.array();
  }

  static double[] ofBytes(byte[] bytes) {
    double[] sums = new double[bytes.length / Double.BYTES];
    ByteBuffer.wrap(bytes).asDoubleBuffer().get(sums);
    return sums;
  }

  /**
   * The sum of the same part from all bundles.
   *
   * @throws NslException (65) when they are not equally long, which is so when rows are not
   */
  static byte[] add(Iterable<byte[]> parts) {
    double[] total = new double[0];
    for (byte[] part : parts) {
      DoubleBuffer values = ByteBuffer.wrap(part).asDoubleBuffer();
      if (total.length == 0) {
        total = new double[values.remaining()];
      }
      if (values.remaining() != total.length) {
        throw NslException.badData(
            "embeddings of "
                + total.length
                + " and of "
                + values.remaining()
                + " values cannot be added up");
      }
      for (int i = 0; i < total.length; i++) {
        total[i] += values.get(i);
      }
    }
    return toBytes(total);
  }
}
