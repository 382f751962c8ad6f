package org.beamnsl.core.join;

import java.util.Arrays;
import org.beamnsl.core.graph.EdgeList;

/**
 * Keeps the k nearest neighbours of every row, by weight, then by id, in memory for them alone.
 *
 * <p>What is kept at the end does not depend on the order in which edges come: an edge that neither
 * end would choose among the edges known so far will not be chosen among more edges either. Every
 * edge must come once.
 */
final class NearestRows implements EdgeSink {
  private static final int FIRST = 4;

  private final int k;
  private final int[] rank;

  /** For each row its neighbours, best first; null before the first one. */
  private final int[][] neighbors;

  private final double[][] weights;
  private final int[] sizes;
  private final float[] floors;

  /**
   * An empty choice.
   *
   * @param rank place of each row in the order of ids
   * @param k neighbours that each row may choose
   * @param least weight that every edge reaches
   */
  NearestRows(int[] rank, int k, double least) {
    this.k = k;
    this.rank = rank;
    this.neighbors = new int[rank.length][];
    this.weights = new double[rank.length][];
    this.sizes = new int[rank.length];
    this.floors = new float[rank.length];
    Arrays.fill(floors, Math.nextDown((float) least));
  }

  @Override
  public synchronized void take(EdgeList more) {
    more.forEach(
        (a, b, weight) -> {
          offer(a, b, weight);
          offer(b, a, weight);
        });
    more.clear();
  }

  @Override
  public float[] floors() {
    return floors;
  }

  /** Every edge that one of its ends chose, once. */
  EdgeList edges() {
    EdgeList edges = new EdgeList();
    for (int row = 0; row < sizes.length; row++) {
      for (int i = 0; i < sizes[row]; i++) {
        int other = neighbors[row][i];
        if (row < other || !chose(other, row)) {
          edges.add(row, other, weights[row][i]);
        }
      }
    }
    return edges;
  }

  private boolean chose(int row, int neighbor) {
    for (int i = 0; i < sizes[row]; i++) {
      if (neighbors[row][i] == neighbor) {
        return true;
      }
    }
    return false;
  }

  private void offer(int row, int neighbor, double weight) {
    int size = sizes[row];
    if (size == k && !before(neighbor, weight, row, k - 1)) {
      return;
    }
    if (size < k) {
      grow(row);
      sizes[row] = ++size;
    }
    int at = size - 1;
    while (at > 0 && before(neighbor, weight, row, at - 1)) {
      neighbors[row][at] = neighbors[row][at - 1];
      weights[row][at] = weights[row][at - 1];
      at--;
    }
    neighbors[row][at] = neighbor;
    weights[row][at] = weight;
    if (size == k) {
      floors[row] = Math.nextDown((float) weights[row][k - 1]);
    }
  }

  /** Whether a neighbour is better than the one at a place of a row's list. */
  private boolean before(int neighbor, double weight, int row, int place) {
    double there = weights[row][place];
    return weight > there || (weight == there && rank[neighbor] < rank[neighbors[row][place]]);
  }

  private void grow(int row) {
    if (neighbors[row] == null) {
      neighbors[row] = new int[Math.min(k, FIRST)];
      weights[row] = new double[Math.min(k, FIRST)];
    } else if (sizes[row] == neighbors[row].length) {
      int room = (int) Math.min(k, 2L * sizes[row]);
      neighbors[row] = Arrays.copyOf(neighbors[row], room);
      weights[row] = Arrays.copyOf(weights[row], room);
    }
  }
}
