package org.beamnsl.core.graph;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;

/** Edge weights as text: six decimals, rounded as C's {@code %f} rounds. */
public final class WeightText {
  private static final int DECIMALS = 6;
  private static final double MILLION = 1e6;

  /** Longest text {@link #write} produces for weights in [-1000, 1000]. */
  public static final int MAX_LENGTH = 12;

  private WeightText() {}

  /**
   * Writes a weight.
   *
   * @param weight in [-1000, 1000]
   * @param to where to write
   * @param at first byte to write
   * @return the position behind the last byte written
   */
  public static int write(double weight, byte[] to, int at) {
    double scaled = Math.abs(weight) * MILLION;
    long rounded = (long) (scaled + 0.5);
    // Near a tie the product above may have been rounded across it: let exact arithmetic decide.
    if (Math.abs(scaled + 0.5 - Math.rint(scaled + 0.5)) < 1e-6) {
      return writeExactly(weight, to, at);
    }
    int end = at;
    if (weight < 0) {
      to[end++] = '-';
    }
    end = writeNumber(rounded / 1_000_000, to, end);
    to[end++] = '.';
    long rest = rounded % 1_000_000;
    for (int digit = DECIMALS - 1; digit >= 0; digit--) {
      to[end + digit] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    return end + DECIMALS;
  }

  /** The text that {@link #write} writes. */
  public static String of(double weight) {
    byte[] text = new byte[MAX_LENGTH];
    int end = write(weight, text, 0);
    return new String(text, 0, end, StandardCharsets.US_ASCII);
  }

  private static int writeExactly(double weight, byte[] to, int at) {
    BigDecimal rounded = new BigDecimal(weight).setScale(DECIMALS, RoundingMode.HALF_EVEN);
    boolean lostSign = rounded.signum() == 0 && Double.doubleToRawLongBits(weight) < 0;
    byte[] text =
        (lostSign ? "-" : "").concat(rounded.toPlainString()).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, to, at, text.length);
    return at + text.length;
  }

  private static int writeNumber(long value, byte[] to, int at) {
    if (value < 10) {
      to[at] = (byte) ('0' + value);
      return at + 1;
    }
    int end = writeNumber(value / 10, to, at);
    to[end] = (byte) ('0' + value % 10);
    return end + 1;
  }
}
