package org.beamnsl.core.lsh;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cross-polytope hashes: the family for the cosine of vectors (see {@link CrossPolytopeHasher}). A
 * slice of width w, a power of two from 4 to 256, looks at w coordinates of a rotated vector and
 * has one of {@code 2w} values.
 */
public final class CrossPolytope implements HashFamily {
  private static final long serialVersionUID = 1;

  private static final List<Integer> WIDTHS = List.of(16, 32, 64, 128, 256);
  private static final int NARROWEST = 4;
  private static final int WIDEST = 256;
  private static final int MOST_SLICES = 5;
  private static final int MOST_BITS = 30;

  /** Seconds per coordinate and step of a Hadamard transform. */
  private static final double ROTATE = 2.5e-11;

  /** Seconds per coordinate looked at for the largest. */
  private static final double LARGEST = 1.5e-10;

  private final double stretch;

  /** For cosines. */
  public CrossPolytope() {
    this(1);
  }

  private CrossPolytope(double stretch) {
    this.stretch = stretch;
  }

  /**
   * For dot products.
   *
   * @param stretch the most by which a product exceeds the cosine, as a factor
   */
  public static CrossPolytope ofProducts(double stretch) {
    return new CrossPolytope(stretch);
  }

  @Override
  public String name() {
    return "cross-polytope";
  }

  @Override
  public List<Integer> widths() {
    return WIDTHS;
  }

  @Override
  public int mostSlices(int width) {
    return Math.min(MOST_SLICES, MOST_BITS / digitBits(width));
  }

  @Override
  public double probability(int width, double weight) {
    return CollisionTable.probability(width, weight / stretch);
  }

  @Override
  public int keyBits(int width, int slices) {
    return slices * digitBits(width);
  }

  @Override
  public double secondsPerKey(HashParams params) {
    double size = rotatedDims(params);
    double rotations = (double) params.slices() / slicesPerRotation(params);
    return rotations * size * (Math.log(size) / Math.log(2)) * ROTATE
        + params.slices() * params.width() * LARGEST;
  }

  @Override
  public boolean centers() {
    return stretch == 1;
  }

  /** One slice, just wide enough. */
  @Override
  public List<HashParams> partitioning(int dims, double keys, long seed) {
    int width = NARROWEST;
    while (width < WIDEST && 2 * width < keys) {
      width *= 2;
    }
    return List.of(new HashParams(dims, width, 1, 1, seed));
  }

  @Override
  public RowHasher hasher(HashParams params, float @Nullable [] center) {
    return new CrossPolytopeHasher(params, center);
  }

  /** Checks a shape. */
  static void check(HashParams params) {
    int width = params.width();
    if (width < NARROWEST || width > WIDEST || Integer.bitCount(width) != 1) {
      throw new IllegalArgumentException("width must be a power of two in [4, 256], got " + width);
    }
    if (params.slices() * digitBits(width) > MOST_BITS) {
      throw new IllegalArgumentException(
          params.slices() + " slices of width " + width + " do not fit a key of 30 bits");
    }
  }

  /** Coordinates of a rotated vector: a power of two, at least 16 and at least the width. */
  static int rotatedDims(HashParams params) {
    return Math.max(Math.max(16, params.width()), Integer.highestOneBit(2 * params.dims() - 1));
  }

  /** Slices that one rotation yields. */
  static int slicesPerRotation(HashParams params) {
    return rotatedDims(params) / params.width();
  }

  /** Rotations needed for all rounds. */
  static int rotations(HashParams params) {
    int perRotation = slicesPerRotation(params);
    return (params.rounds() * params.slices() + perRotation - 1) / perRotation;
  }

  static int digitBits(int width) {
    return Integer.numberOfTrailingZeros(width) + 1;
  }
}
