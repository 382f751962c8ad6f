package org.beamnsl.core.embedding;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of embedding one example: a vector, or why there is none.
 *
 * @param vector the values; null when the example cannot be embedded
 * @param problem what is wrong with the example, in words; empty when nothing is
 */
@SuppressWarnings("ArrayRecordComponent")
public record Embedded(float @Nullable [] vector, String problem) {
  /** A vector. */
  public static Embedded of(float[] vector) {
    return new Embedded(vector, "");
  }

  /** An example that cannot be embedded. */
  public static Embedded bad(String problem) {
    return new Embedded(null, problem);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Embedded that
        && Arrays.equals(vector, that.vector)
        && problem.equals(that.problem);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(vector);
  }
}
