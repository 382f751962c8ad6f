package org.beamnsl.core.packing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * The neighbours that one seed may get: each once, with an example of its own, in no particular
 * order until a selector gives them one. Positions count from 0.
 */
public final class Candidates {
  private static final EdgeTable NO_EDGES = new EdgeTable();

  private final IdDictionary ids;
  private EdgeTable loaded = NO_EDGES;
  private int[] nodes = new int[16];
  private double[] weights = new double[16];
  private double[] scores = new double[16];
  private byte[] directions = new byte[16];
  private int[] types = new int[16];
  private int[] where = new int[16];
  private int size;

  Candidates(IdDictionary ids) {
    this.ids = ids;
  }

  /** How many candidates there are. */
  public int size() {
    return size;
  }

  /** The weight of the edge to a candidate. */
  public double weight(int position) {
    return weights[position];
  }

  /** The type of the edge to a candidate, empty when it has none. */
  public String type(int position) {
    return new String(typeBytes(position), StandardCharsets.UTF_8);
  }

  byte[] typeBytes(int position) {
    return loaded.typeName(types[position]);
  }

  /** The id of a candidate. */
  public String id(int position) {
    return new String(idBytes(position), StandardCharsets.UTF_8);
  }

  /** The id of a candidate in UTF-8. */
  public byte[] idBytes(int position) {
    return ids.id(nodes[position]);
  }

  /**
   * Keeps the {@code count} candidates of the highest scores, highest first; of equal scores the
   * larger id comes first. Scores that are not numbers come last.
   */
  public void keepBest(int count, IntToDoubleFunction score) {
    for (int i = 0; i < size; i++) {
      double value = score.applyAsDouble(i);
      scores[i] = Double.isNaN(value) ? Double.NEGATIVE_INFINITY : value;
    }
    int kept = Math.min(count, size);
    // A heap with the worst of the kept at its root; then heap sort.
    for (int i = kept / 2 - 1; i >= 0; i--) {
      sink(i, kept);
    }
    for (int i = kept; i < size && kept > 0; i++) {
      if (better(i, 0)) {
        swap(i, 0);
        sink(0, kept);
      }
    }
    for (int i = kept - 1; i > 0; i--) {
      swap(0, i);
      sink(0, i);
    }
    size = kept;
  }

  /** Keeps the {@code count} heaviest candidates in the order in which they are packed. */
  public void keepHeaviest(int count) {
    keepBest(count, i -> weights[i]);
  }

  int node(int position) {
    return nodes[position];
  }

  /** Loads the neighbours of a seed and keeps those that are packed, in order. */
  void choose(EdgeTable edges, int seed, byte[] seedId, PackParams params) {
    load(edges, seed, params.addUndirectedEdges());
    require(params.minWeight(), params.mutualOnly());
    params.selection().select(seedId, this);
  }

  /**
   * Starts with the edges of one source.
   *
   * @param bothWays whether reversed edges count as edges; else they only tell that both exist
   */
  private void load(EdgeTable edges, int source, boolean bothWays) {
    size = 0;
    loaded = edges;
    if (where.length < ids.size()) {
      where = new int[Math.max(ids.size(), 2 * where.length)];
    }
    for (int edge = edges.start(source); edge < edges.end(source); edge++) {
      boolean counts = bothWays || edges.direction(edge) == 0;
      double weight = counts ? edges.weight(edge) : Double.NEGATIVE_INFINITY;
      add(edges.target(edge), weight, 1 << edges.direction(edge), edges.type(edge));
    }
  }

  /** Drops candidates lighter than this, and those whose edges are not there as asked for. */
  private void require(double minWeight, boolean mutualOnly) {
    int kept = 0;
    for (int i = 0; i < size; i++) {
      boolean present = weights[i] > Double.NEGATIVE_INFINITY && weights[i] >= minWeight;
      if (present && (!mutualOnly || directions[i] == 3)) {
        nodes[kept] = nodes[i];
        weights[kept] = weights[i];
        types[kept] = types[i];
        directions[kept++] = directions[i];
      }
    }
    size = kept;
  }

  /**
   * Adds a candidate or, when it is there, keeps the heavier weight and its type; of equal weights
   * the type that stands first.
   */
  private void add(int node, double weight, int direction, int type) {
    int at = where[node];
    if (at < size && nodes[at] == node) {
      int order = Double.compare(weight, weights[at]);
      if (order > 0 || order == 0 && loaded.typeBefore(type, types[at])) {
        weights[at] = weight;
        types[at] = type;
      }
      directions[at] |= (byte) direction;
      return;
    }
    if (size == nodes.length) {
      grow();
    }
    where[node] = size;
    nodes[size] = node;
    weights[size] = weight;
    types[size] = type;
    directions[size++] = (byte) direction;
  }

  private void grow() {
    int length = 2 * nodes.length;
    nodes = Arrays.copyOf(nodes, length);
    weights = Arrays.copyOf(weights, length);
    scores = Arrays.copyOf(scores, length);
    directions = Arrays.copyOf(directions, length);
    types = Arrays.copyOf(types, length);
  }

  private boolean better(int a, int b) {
    if (scores[a] != scores[b]) {
      return scores[a] > scores[b];
    }
    return ids.compare(nodes[a], nodes[b]) > 0;
  }

  private void sink(int root, int end) {
    int parent = root;
    while (2 * parent + 1 < end) {
      int child = 2 * parent + 1;
      if (child + 1 < end && better(child, child + 1)) {
        child++;
      }
      if (better(child, parent)) {
        return;
      }
      swap(parent, child);
      parent = child;
    }
  }

  private void swap(int a, int b) {
    int node = nodes[a];
    nodes[a] = nodes[b];
    nodes[b] = node;
    double weight = weights[a];
    weights[a] = weights[b];
    weights[b] = weight;
    double score = scores[a];
    scores[a] = scores[b];
    scores[b] = score;
    byte direction = directions[a];
    directions[a] = directions[b];
    directions[b] = direction;
    int type = types[a];
    types[a] = types[b];
    types[b] = type;
  }
}
