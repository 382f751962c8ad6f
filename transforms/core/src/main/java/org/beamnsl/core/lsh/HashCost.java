package org.beamnsl.core.lsh;

/**
 * What joining is expected to cost, in CPU seconds of a reference machine.
 *
 * <p>The constants belong to no machine in particular: a plan that depended on the machine would
 * make the graph depend on it.
 */
public final class HashCost {
  /** Floating-point operations per second of the pair kernel. */
  private static final double PAIR_RATE = 50e9;

  /** Seconds per coordinate and step of a Hadamard transform. */
  private static final double ROTATE = 2.5e-11;

  /** Seconds per coordinate looked at for the largest. */
  private static final double LARGEST = 1.5e-10;

  /** Seconds to sort one row into its bucket. */
  private static final double SORT = 3e-8;

  /** Seconds to fetch one value of a row that is not in a cache. */
  private static final double FETCH = 1.5e-9;

  /** Seconds that hashing costs however few the rows are. */
  private static final double START = 0.1;

  private HashCost() {}

  /** Comparing every pair of {@code rows} vectors. */
  public static double allPairs(long rows, int dims) {
    return 0.5 * rows * rows * (2.0 * dims + 64) / PAIR_RATE;
  }

  /**
   * Hashing {@code rows} vectors and comparing those that share a bucket.
   *
   * @param mates expected number of other rows in a row's bucket
   */
  public static double hashed(HashParams params, long rows, double mates) {
    double size = params.rotatedDims();
    double rotations = (double) params.slices() / params.slicesPerRotation();
    double hash =
        rotations * size * (Math.log(size) / Math.log(2)) * ROTATE
            + params.slices() * params.width() * LARGEST;
    double pairs = 0.5 * mates * (2.0 * params.dims() + 128) / PAIR_RATE;
    return START + rows * params.rounds() * (hash + SORT + params.dims() * FETCH + pairs);
  }
}
