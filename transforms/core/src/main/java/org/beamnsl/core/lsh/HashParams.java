package org.beamnsl.core.lsh;

import java.io.Serializable;

/**
 * Shape of a cross-polytope hash.
 *
 * @param dims length of the vectors to hash
 * @param width coordinates per slice, a power of two from 4 to 256; a slice hashes to one of {@code
 *     2 * width} values
 * @param slices slices that make one key
 * @param rounds number of keys per row
 * @param seed what the rotations are derived from
 */
public record HashParams(int dims, int width, int slices, int rounds, long seed)
    implements Serializable {
  public HashParams {
    if (dims < 1 || slices < 1 || rounds < 1) {
      throw new IllegalArgumentException(
          "dims, slices and rounds must be at least 1: " + dims + ", " + slices + ", " + rounds);
    }
    if (width < 4 || width > 256 || Integer.bitCount(width) != 1) {
      throw new IllegalArgumentException("width must be a power of two in [4, 256], got " + width);
    }
    if (slices * digitBits(width) > 30) {
      throw new IllegalArgumentException(
          slices + " slices of width " + width + " do not fit a key of 30 bits");
    }
  }

  /** Bits of one key. */
  public int keyBits() {
    return slices * digitBits(width);
  }

  /** Coordinates of a rotated vector: a power of two, at least 16 and at least the width. */
  public int rotatedDims() {
    return Math.max(Math.max(16, width), Integer.highestOneBit(2 * dims - 1));
  }

  /** Slices that one rotation yields. */
  int slicesPerRotation() {
    return rotatedDims() / width;
  }

  /** Rotations needed for all rounds. */
  int rotations() {
    int perRotation = slicesPerRotation();
    return (rounds * slices + perRotation - 1) / perRotation;
  }

  public HashParams withRounds(int more) {
    return new HashParams(dims, width, slices, more, seed);
  }

  private static int digitBits(int width) {
    return Integer.numberOfTrailingZeros(width) + 1;
  }

  int digitBits() {
    return digitBits(width);
  }
}
