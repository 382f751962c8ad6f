package org.beamnsl.core.graph;

import java.util.ArrayList;
import java.util.List;

/** Undirected edges between numbered rows, in the order in which they were found. */
public final class EdgeList {
  private static final int CHUNK = 1 << 15;

  private final List<long[]> pairs = new ArrayList<>();
  private final List<double[]> weights = new ArrayList<>();
  private long size;

  /** Adds the edge between two rows. */
  public void add(int a, int b, double weight) {
    int at = (int) (size % CHUNK);
    if (at == 0) {
      pairs.add(new long[CHUNK]);
      weights.add(new double[CHUNK]);
    }
    pairs.get(pairs.size() - 1)[at] = (long) a << Integer.SIZE | b;
    weights.get(weights.size() - 1)[at] = weight;
    size++;
  }

  /** Moves all edges of another list here; the other list is empty afterwards. */
  public void take(EdgeList other) {
    if (size % CHUNK == 0) {
      pairs.addAll(other.pairs);
      weights.addAll(other.weights);
      size += other.size;
    } else {
      other.forEach(this::add);
    }
    other.clear();
  }

  /** Number of edges. */
  public long size() {
    return size;
  }

  /** Removes all edges. */
  public void clear() {
    pairs.clear();
    weights.clear();
    size = 0;
  }

  /** Shows every edge once. */
  public void forEach(Visitor visitor) {
    for (int chunk = 0; chunk < pairs.size(); chunk++) {
      long[] pair = pairs.get(chunk);
      double[] weight = weights.get(chunk);
      int count = (int) Math.min(CHUNK, size - (long) chunk * CHUNK);
      for (int i = 0; i < count; i++) {
        visitor.edge((int) (pair[i] >>> Integer.SIZE), (int) pair[i], weight[i]);
      }
    }
  }

  /** Receives edges. */
  public interface Visitor {
    /** One edge between the rows {@code a} and {@code b}. */
    void edge(int a, int b, double weight);
  }
}
