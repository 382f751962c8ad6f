package org.beamnsl.core.graph;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Reads edge weights as decimal text: what Python's {@code float} reads, underscores apart. */
final class EdgeWeight {
  /** What a reader gives for text that is no number; legal weights are finite. */
  static final double NOT_A_NUMBER = Double.NaN;

  private static final Pattern DECIMAL =
      Pattern.compile(
          "[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?|[+-]?(inf|infinity|nan)",
          Pattern.CASE_INSENSITIVE);
  private static final int EXACT_DIGITS = 15;
  private static final double[] POWERS = new double[EXACT_DIGITS + 1];

  static {
    POWERS[0] = 1;
    for (int i = 1; i <= EXACT_DIGITS; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private EdgeWeight() {}

  /** The number in a part of an array, {@link #NOT_A_NUMBER} when there is none. */
  static double parse(byte[] bytes, int start, int end) {
    long digits = 0;
    int count = 0;
    int decimals = -1;
    int i = start;
    boolean negative = i < end && bytes[i] == '-';
    if (negative) {
      i++;
    }
    for (; i < end; i++) {
      int digit = bytes[i] - '0';
      if (digit >= 0 && digit <= 9) {
        digits = digits * 10 + digit;
        if (++count > EXACT_DIGITS) {
          return parseAny(bytes, start, end);
        }
        decimals = decimals < 0 ? decimals : decimals + 1;
      } else if (bytes[i] == '.' && decimals < 0) {
        decimals = 0;
      } else {
        return parseAny(bytes, start, end);
      }
    }
    if (count == 0) {
      return parseAny(bytes, start, end);
    }
    // Both numbers are exact as doubles, so one division rounds as correctly as any parser.
    double value = digits / POWERS[Math.max(0, decimals)];
    return negative ? -value : value;
  }

  private static double parseAny(byte[] bytes, int start, int end) {
    String text = new String(bytes, start, end - start, StandardCharsets.UTF_8).strip();
    if (!DECIMAL.matcher(text).matches()) {
      return NOT_A_NUMBER;
    }
    char last = Character.toLowerCase(text.charAt(text.length() - 1));
    if (last == 'f' || last == 'y') {
      return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    return last == 'n' ? Double.NaN : Double.parseDouble(text);
  }
}
