package org.beamnsl.core.lsh;

import org.beamnsl.core.similarity.EmbeddingMatrix;

/**
 * The hash of the original tool: on which side of random hyperplanes a vector lies.
 *
 * <p>Normals have entries uniform in [-1, 1) from {@link MersenneTwister}, drawn round after round
 * from one generator, row-major.
 */
public final class HyperplaneHasher {
  private final int dims;
  private final int splits;
  private final double[][] normals;

  /**
   * Draws the hyperplanes of all rounds.
   *
   * @param dims length of the vectors
   * @param splits hyperplanes per round
   * @param rounds number of rounds
   * @param seed the original's {@code random_seed}
   */
  public HyperplaneHasher(int dims, int splits, int rounds, long seed) {
    this.dims = dims;
    this.splits = splits;
    MersenneTwister random = new MersenneTwister(seed);
    normals = new double[rounds][splits * dims];
    for (double[] round : normals) {
      for (int i = 0; i < round.length; i++) {
        round[i] = 2 * random.nextDouble() - 1;
      }
    }
  }

  public int rounds() {
    return normals.length;
  }

  /**
   * Hashes a row: bit i is set when its product with normal i is positive, so a zero vector has key
   * 0.
   *
   * @return {@link #words} numbers that hold the bits
   */
  public long[] hash(EmbeddingMatrix matrix, int row, int round) {
    long[] words = new long[words()];
    float[] values = matrix.values();
    double norm = matrix.norm(row);
    double scale = norm == 0 ? 0 : 1 / norm;
    int at = row * dims;
    for (int split = 0; split < splits; split++) {
      double dot = 0;
      for (int k = 0; k < dims; k++) {
        dot += normals[round][split * dims + k] * (values[at + k] * scale);
      }
      if (dot > 0) {
        words[split / Long.SIZE] |= 1L << split;
      }
    }
    return words;
  }

  /** Numbers of 64 bits that hold one key. */
  public int words() {
    return (splits + Long.SIZE - 1) / Long.SIZE;
  }
}
