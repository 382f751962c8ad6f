package org.beamnsl.core.embedding.rows;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What an example became, or why nothing could be made of it.
 *
 * @param bytes the payload of its row; null when the example cannot be used
 * @param problem what is wrong with the example, in words; empty when nothing is
 */
@SuppressWarnings("ArrayRecordComponent")
public record Payload(byte @Nullable [] bytes, String problem) {
  /** A payload. */
  public static Payload of(byte[] bytes) {
    return new Payload(bytes, "");
  }

  /** An example that cannot be used. */
  public static Payload bad(String problem) {
    return new Payload(null, problem);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Payload that
        && Arrays.equals(bytes, that.bytes)
        && problem.equals(that.problem);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
