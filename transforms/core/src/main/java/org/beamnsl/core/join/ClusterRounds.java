package org.beamnsl.core.join;

import java.util.Arrays;
import org.beamnsl.core.graph.EdgeList;
import org.beamnsl.core.lsh.HashParams;
import org.beamnsl.core.measure.Closeness;
import org.beamnsl.core.measure.RowComparer;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.jspecify.annotations.Nullable;

/**
 * Adds rounds until the worst dense cluster of a sample is found as well as the target asks.
 *
 * <p>The rows of one dense cluster fall into the same or into different buckets together, so with
 * one seed the share found may be well below its expectation. The sample is hashed with the very
 * rotations that the join will use, which shows how that cluster fares with them.
 */
final class ClusterRounds {
  /** Clusters with fewer pairs in the sample say too little. */
  private static final int MIN_PAIRS = 300;

  /** At most this many times the planned rounds. */
  private static final int MOST = 2;

  private final EmbeddingMatrix sample;
  private final JoinParams params;
  private final float @Nullable [] center;
  private final EdgeList edges;
  private final int[] cluster;
  private final int[] pairs;

  ClusterRounds(EmbeddingMatrix sample, JoinParams params, float @Nullable [] center) {
    this.sample = sample;
    this.params = params;
    this.center = center;
    this.edges = edges(sample, params.closeness());
    this.cluster = new int[sample.rows()];
    this.pairs = new int[sample.rows()];
  }

  /** The shape with enough rounds; the same shape when no cluster is dense. */
  HashParams enough(HashParams shape) {
    join();
    if (Arrays.stream(pairs).noneMatch(count -> count >= MIN_PAIRS)) {
      return shape;
    }
    HashParams most = shape.withRounds(MOST * shape.rounds());
    int[] keys = new int[sample.rows() * most.rounds()];
    params.closeness().hashes().hasher(most, center).hash(sample, 0, sample.rows(), keys);
    int[][] foundFirst = foundFirst(new BucketKeys(keys, most.rounds()));
    int rounds = shape.rounds();
    for (int root = 0; root < pairs.length; root++) {
      if (pairs[root] >= MIN_PAIRS) {
        rounds = Math.max(rounds, rounds(foundFirst[root], pairs[root]));
      }
    }
    return shape.withRounds(rounds);
  }

  /** Connects rows that are close enough and counts the pairs of every component. */
  private void join() {
    Arrays.setAll(cluster, i -> i);
    forEachPair((a, b) -> cluster[root(a)] = root(b));
    forEachPair((a, b) -> pairs[root(a)]++);
  }

  /** For every cluster, how many of its pairs are found first in each round. */
  private int[][] foundFirst(BucketKeys keys) {
    int[][] counts = new int[pairs.length][keys.rounds()];
    forEachPair(
        (a, b) -> {
          int round = 0;
          while (round < keys.rounds() && !keys.sharedBefore(round + 1, a, b)) {
            round++;
          }
          if (round < keys.rounds()) {
            counts[root(a)][round]++;
          }
        });
    return counts;
  }

  private int rounds(int[] foundFirst, int total) {
    int found = 0;
    for (int round = 0; round < foundFirst.length; round++) {
      found += foundFirst[round];
      if (found >= params.targetRecall() * total) {
        return round + 1;
      }
    }
    return foundFirst.length;
  }

  private int root(int row) {
    int at = row;
    while (cluster[at] != at) {
      cluster[at] = cluster[cluster[at]];
      at = cluster[at];
    }
    return at;
  }

  private void forEachPair(RowComparer.Candidates visitor) {
    edges.forEach((a, b, weight) -> visitor.pair(a, b));
  }

  private static EdgeList edges(EmbeddingMatrix sample, Closeness closeness) {
    EdgeList edges = new EdgeList();
    int[] order = new int[sample.rows()];
    Arrays.setAll(order, i -> i);
    closeness
        .comparer(sample, null)
        .within(
            order,
            0,
            order.length,
            (a, b) -> {
              double weight = closeness.of(sample, a, b);
              if (closeness.reaches(weight)) {
                edges.add(a, b, weight);
              }
            });
    return edges;
  }
}
