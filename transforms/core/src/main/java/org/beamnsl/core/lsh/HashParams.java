package org.beamnsl.core.lsh;

import java.io.Serializable;

/**
 * Shape of a hash.
 *
 * @param dims length of the vectors to hash; 0 for rows without one length
 * @param width what one slice looks at: a number that the {@link HashFamily} gives its meaning
 * @param slices slices that make one key
 * @param rounds number of keys per row
 * @param seed what random choices are derived from
 */
public record HashParams(int dims, int width, int slices, int rounds, long seed)
    implements Serializable {
  public HashParams {
    if (dims < 0 || width < 1 || slices < 1 || rounds < 1) {
      throw new IllegalArgumentException(
          String.format(
              "expected dims of 0 or more, and width, slices and rounds of at least 1, got %d, %d,"
                  + " %d, %d",
              dims, width, slices, rounds));
    }
  }

  public HashParams withRounds(int more) {
    return new HashParams(dims, width, slices, more, seed);
  }
}
