package org.beamnsl.core.similarity;

import java.util.Random;

/** Random embeddings for tests; shared with other modules' tests. */
public final class EmbeddingSamples {
  private EmbeddingSamples() {}

  /** Rows with independent Gaussian values and ids {@code n000…}. */
  public static EmbeddingBlock gaussian(int rows, int dims, long seed) {
    return clustered(rows, dims, rows, 0, seed);
  }

  /**
   * Rows around random centres.
   *
   * @param clusters number of centres; rows take turns
   * @param noise length of the random part relative to the centre's length 1; 0 for copies
   */
  public static EmbeddingBlock clustered(
      int rows, int dims, int clusters, double noise, long seed) {
    Random random = new Random(seed);
    float[][] centers = new float[clusters][];
    EmbeddingBlockBuilder block = new EmbeddingBlockBuilder(dims);
    for (int row = 0; row < rows; row++) {
      int cluster = row % clusters;
      if (centers[cluster] == null) {
        centers[cluster] = unit(dims, random, 1);
      }
      float[] vector = unit(dims, random, noise);
      for (int k = 0; k < dims; k++) {
        vector[k] += centers[cluster][k];
      }
      block.add(String.format("n%06d", row), vector);
    }
    return block.build();
  }

  /** Some rows of a block: from {@code from} to before {@code to}. */
  public static EmbeddingBlock rows(EmbeddingBlock block, int from, int to) {
    EmbeddingBlockBuilder some = new EmbeddingBlockBuilder(block.dims());
    for (int row = from; row < to; row++) {
      float[] vector = new float[block.dims()];
      System.arraycopy(block.values(), row * block.dims(), vector, 0, block.dims());
      some.add(block.ids().text(row), vector);
    }
    return some.build();
  }

  /** The same rows in an order drawn from a seed. */
  public static EmbeddingBlock shuffled(EmbeddingBlock block, long seed) {
    java.util.List<Integer> order = new java.util.ArrayList<>();
    for (int row = 0; row < block.rows(); row++) {
      order.add(row);
    }
    java.util.Collections.shuffle(order, new Random(seed));
    EmbeddingBlockBuilder shuffled = new EmbeddingBlockBuilder(block.dims());
    for (int row : order) {
      shuffled.copy(block, row);
    }
    return shuffled.build();
  }

  private static float[] unit(int dims, Random random, double length) {
    float[] vector = new float[dims];
    double square = 0;
    for (int k = 0; k < dims; k++) {
      vector[k] = (float) random.nextGaussian();
      square += vector[k] * vector[k];
    }
    for (int k = 0; k < dims; k++) {
      vector[k] *= (float) (length / Math.sqrt(square));
    }
    return vector;
  }
}
