package org.beamnsl.core.packing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Directed edges between numbered ids: collected in any order, then grouped by source. An edge
 * costs 16 bytes, and 12 more when grouped; 4 more each where edges have types.
 */
final class EdgeTable {
  /** Marks an edge that only says that the opposite of it exists. */
  static final int REVERSED = 1;

  /** The type of edges without one. */
  static final int NO_TYPE = 0;

  private static final int CHUNK = 1 << 16;
  private static final int[] NO_TYPES = {};
  private static final byte[] NO_NAME = {};

  private final List<int[]> ends = new ArrayList<>();
  private final List<double[]> weights = new ArrayList<>();
  private final List<int[]> types = new ArrayList<>();
  private final IdDictionary typeNames = new IdDictionary();
  private long size;

  private int[] groupStarts = {0};
  private int[] groupTargets = {};
  private double[] groupWeights = {};
  private int[] groupTypes = {};

  /** Adds an edge between these ids, with the weight, direction and type of an item. */
  void add(int source, int target, EdgeItem edge) {
    int type =
        edge.typeStart() == edge.typeEnd()
            ? NO_TYPE
            : 1 + typeNames.add(edge.bytes(), edge.typeStart(), edge.typeEnd());
    add(source, target, edge.weight(), edge.direction(), type);
  }

  private void add(int source, int target, double weight, int direction, int type) {
    int offset = (int) (size % CHUNK);
    if (offset == 0) {
      ends.add(new int[2 * CHUNK]);
      weights.add(new double[CHUNK]);
      types.add(NO_TYPES);
    }
    int[] lastEnds = ends.get(ends.size() - 1);
    lastEnds[2 * offset] = source;
    lastEnds[2 * offset + 1] = target << 1 | direction;
    weights.get(weights.size() - 1)[offset] = weight;
    if (type != NO_TYPE) {
      int last = types.size() - 1;
      if (types.get(last).length == 0) {
        types.set(last, new int[CHUNK]);
      }
      types.get(last)[offset] = type;
    }
    size++;
  }

  /** How many edges were added. */
  long size() {
    return size;
  }

  /**
   * Groups edges by source and forgets the others.
   *
   * @param nodes how many ids there are
   * @param bothWays whether each edge also counts, {@link #REVERSED}, for its target
   * @param sources which sources matter
   * @param targets which targets exist
   */
  void group(int nodes, boolean bothWays, IntPredicate sources, IntPredicate targets) {
    int[] starts = new int[nodes + 1];
    forEach(
        bothWays,
        (source, target, weight, type) -> {
          if (sources.test(source) && targets.test(target >>> 1)) {
            starts[source + 1]++;
          }
        });
    for (int i = 0; i < nodes; i++) {
      starts[i + 1] = Math.addExact(starts[i], starts[i + 1]);
    }
    int[] next = Arrays.copyOf(starts, nodes);
    int[] newTargets = new int[starts[nodes]];
    double[] newWeights = new double[starts[nodes]];
    int[] newTypes = typeNames.size() == 0 ? NO_TYPES : new int[starts[nodes]];
    forEach(
        bothWays,
        (source, target, weight, type) -> {
          if (sources.test(source) && targets.test(target >>> 1)) {
            int at = next[source]++;
            newTargets[at] = target;
            newWeights[at] = weight;
            if (type != NO_TYPE) {
              newTypes[at] = type;
            }
          }
        });
    ends.clear();
    weights.clear();
    types.clear();
    size = 0;
    groupStarts = starts;
    groupTargets = newTargets;
    groupWeights = newWeights;
    groupTypes = newTypes;
  }

  /** Where the edges of a source start in the grouped form. */
  int start(int source) {
    return groupStarts[source];
  }

  /** The end of the edges of a source. */
  int end(int source) {
    return groupStarts[source + 1];
  }

  /** The target of a grouped edge. */
  int target(int edge) {
    return groupTargets[edge] >>> 1;
  }

  /** The direction of a grouped edge. */
  int direction(int edge) {
    return groupTargets[edge] & 1;
  }

  /** The weight of a grouped edge. */
  double weight(int edge) {
    return groupWeights[edge];
  }

  /** The type of a grouped edge, or {@link #NO_TYPE}. */
  int type(int edge) {
    return groupTypes.length == 0 ? NO_TYPE : groupTypes[edge];
  }

  /** The name of a type, empty for {@link #NO_TYPE}. */
  byte[] typeName(int type) {
    return type == NO_TYPE ? NO_NAME : typeNames.id(type - 1);
  }

  /** Whether a type stands before another: by the bytes of its name; no type comes last. */
  boolean typeBefore(int type, int other) {
    return type != NO_TYPE && (other == NO_TYPE || typeNames.compare(type - 1, other - 1) < 0);
  }

  /** Receives edges; the lowest bit of the target is the direction. */
  interface Visitor {
    void edge(int source, int targetAndDirection, double weight, int type);
  }

  /** Shows all edges, before they are grouped. */
  void forEach(Visitor visitor) {
    forEach(false, visitor);
  }

  private void forEach(boolean bothWays, Visitor visitor) {
    for (int chunk = 0; chunk < ends.size(); chunk++) {
      int[] pairs = ends.get(chunk);
      double[] chunkWeights = weights.get(chunk);
      int[] chunkTypes = types.get(chunk);
      int count = (int) Math.min(CHUNK, size - (long) chunk * CHUNK);
      for (int i = 0; i < count; i++) {
        int source = pairs[2 * i];
        int target = pairs[2 * i + 1];
        int type = chunkTypes.length == 0 ? NO_TYPE : chunkTypes[i];
        visitor.edge(source, target, chunkWeights[i], type);
        if (bothWays) {
          visitor.edge(target >>> 1, source << 1 | REVERSED, chunkWeights[i], type);
        }
      }
    }
  }
}
