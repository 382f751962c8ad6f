package org.beamnsl.examples.similarity;

import java.util.Random;
import org.beamnsl.core.lsh.DigitHasher;
import org.beamnsl.core.lsh.HashFamily;
import org.beamnsl.core.lsh.HashParams;
import org.beamnsl.core.lsh.KeyMixer;
import org.beamnsl.core.lsh.RowHasher;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.jspecify.annotations.Nullable;

/**
 * On which side of a random plane through the origin a vector lies (Charikar, 2002, "Similarity
 * estimation techniques from rounding algorithms"). A plane parts two vectors with a probability of
 * their angle over π, so that they agree with a probability of exactly their angular similarity.
 */
final class HalfSpaces implements HashFamily {
  private static final long serialVersionUID = 1;

  /** Seconds for each multiplication. */
  private static final double MULTIPLY = 1e-9;

  @Override
  public String name() {
    return "half-spaces";
  }

  /** One bit says little: a key may join many. */
  @Override
  public int mostSlices(int width) {
    return 30;
  }

  @Override
  public double probability(int width, double weight) {
    return Math.max(0, Math.min(1, weight));
  }

  @Override
  public double secondsPerKey(HashParams params) {
    return MULTIPLY * params.slices() * params.dims();
  }

  @Override
  public RowHasher hasher(HashParams params, float @Nullable [] center) {
    return new Sides(params);
  }

  private static final class Sides extends DigitHasher {
    private final double[][] normals;

    Sides(HashParams params) {
      super(params);
      normals = new double[params.rounds() * params.slices()][params.dims()];
      for (int slice = 0; slice < normals.length; slice++) {
        // The documentation of Random fixes its numbers, so that workers need not be sent any.
        Random random = new Random(KeyMixer.mix(params.seed() + slice));
        for (int k = 0; k < params.dims(); k++) {
          normals[slice][k] = random.nextGaussian();
        }
      }
    }

    @Override
    protected long digit(EmbeddingMatrix rows, int row, int slice) {
      double[] normal = normals[slice];
      float[] values = rows.values();
      int at = row * normal.length;
      double product = 0;
      for (int k = 0; k < normal.length; k++) {
        product += normal[k] * values[at + k];
      }
      return product > 0 ? 1 : 0;
    }
  }
}
