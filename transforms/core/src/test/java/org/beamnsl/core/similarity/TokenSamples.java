package org.beamnsl.core.similarity;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

/** Random sets of tokens for tests; shared with other modules' tests. */
public final class TokenSamples {
  private TokenSamples() {}

  /**
   * Sets that resemble a random one of their cluster, with ids {@code n000…}.
   *
   * @param clusters number of clusters; rows take turns
   * @param size tokens of the largest cluster's sets; others have down to half as many
   * @param kept probability with which a token of the cluster stays; others are drawn anew
   */
  public static EmbeddingBlock clustered(int rows, int clusters, int size, double kept, long seed) {
    Random random = new Random(seed);
    List<List<Long>> centers = new ArrayList<>();
    for (int cluster = 0; cluster < clusters; cluster++) {
      List<Long> center = new ArrayList<>();
      int tokens = Math.max(1, size - cluster % (size / 2 + 1));
      for (int i = 0; i < tokens; i++) {
        center.add((long) random.nextInt(20 * size));
      }
      centers.add(center);
    }
    EmbeddingBlockBuilder block = new EmbeddingBlockBuilder(0);
    for (int row = 0; row < rows; row++) {
      TreeSet<Long> set = new TreeSet<>();
      for (long token : centers.get(row % clusters)) {
        set.add(random.nextDouble() < kept ? token : random.nextInt(20 * size));
      }
      add(block, String.format("n%06d", row), set);
    }
    return block.build();
  }

  /** Adds a set. */
  public static void add(EmbeddingBlockBuilder block, String id, TreeSet<Long> set) {
    long[] tokens = set.stream().mapToLong(Long::longValue).toArray();
    block.addTokens(id.getBytes(StandardCharsets.UTF_8), tokens, 0, tokens.length);
  }
}
