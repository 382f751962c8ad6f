package org.beamnsl.core.similarity;

/**
 * Cosine similarity as it is written into graphs.
 *
 * <p>Computed in double precision in a fixed order, so that a pair has the same weight whatever
 * found it, and clamped to [-1, 1]. A pair belongs to a graph when its cosine is at least the
 * threshold; {@value PairWeight#TIE} below counts as reaching it, so that rounding cannot part
 * identical vectors at threshold 1.
 */
public final class Cosine {
  /** How far below the threshold rounding may bring a pair that reaches it. */
  public static final double TIE = PairWeight.TIE;

  private Cosine() {}

  /** Cosine of two rows; 0 when one of them is a zero vector. */
  public static double of(EmbeddingMatrix matrix, int a, int b) {
    double scale = matrix.norm(a) * matrix.norm(b);
    if (scale == 0) {
      return 0;
    }
    int dims = matrix.dims();
    double dot = DoubleDot.product(matrix.values(), a * dims, b * dims, dims);
    return Math.max(-1, Math.min(1, dot / scale));
  }

  /** Whether a cosine reaches the threshold. */
  public static boolean reaches(double cosine, double threshold) {
    return cosine >= threshold - TIE;
  }

  /**
   * A bound on how far a cosine computed in single precision, added in any order, may be from the
   * true one.
   */
  public static double singlePrecisionError(int dims) {
    return (dims + 16) * 0x1p-23;
  }
}
