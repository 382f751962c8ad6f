package org.beamnsl.pipelines.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/**
 * Gathers what a report says of a graph: nodes, degrees, components, similarities, and how often
 * the ends of an edge have the same label. Holds all ids and edges in memory.
 */
final class GraphFacts {
  static final int BINS = 20;
  private static final int SHUFFLES = 20;
  private static final int UNLABELLED = -1;

  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<Integer> parents = new ArrayList<>();
  private final List<Integer> labels = new ArrayList<>();
  private final List<Integer> degrees = new ArrayList<>();
  private final BitSet members = new BitSet();
  private final List<Edge> edges = new ArrayList<>();

  private record Edge(int source, int target, float weight) {}

  /** Adds a node, or what is newly known of it. */
  int node(String id, long label) {
    Integer number = numbers.get(id);
    if (number == null) {
      number = parents.size();
      numbers.put(id, number);
      parents.add(number);
      labels.add(UNLABELLED);
      degrees.add(0);
    }
    if (label >= 0) {
      labels.set(number, (int) label);
    }
    return number;
  }

  /** Takes the labels of nodes that have none from examples. */
  void learnLabels(ExampleFacts examples) {
    numbers.forEach(
        (id, node) -> {
          if (labels.get(node) == UNLABELLED) {
            labels.set(node, (int) examples.label(id));
          }
        });
  }

  /** How many edges end at one of these nodes. */
  long edgesTo(Collection<String> ids) {
    BitSet wanted = new BitSet();
    ids.stream().map(numbers::get).filter(Objects::nonNull).forEach(wanted::set);
    return edges.stream().filter(edge -> wanted.get(edge.target())).count();
  }

  /** Adds an edge from one node to another. */
  void edge(int source, int target, double weight) {
    edges.add(new Edge(source, target, (float) weight));
    degrees.set(source, degrees.get(source) + 1);
    int a = root(source);
    int b = root(target);
    parents.set(Math.max(a, b), Math.min(a, b));
  }

  private int root(int node) {
    int at = node;
    while (parents.get(at) != at) {
      parents.set(at, parents.get(parents.get(at)));
      at = parents.get(at);
    }
    return at;
  }

  int nodes() {
    return parents.size();
  }

  int edges() {
    return edges.size();
  }

  /** Nodes that no edge touches. */
  long isolated() {
    boolean[] touched = new boolean[nodes()];
    for (Edge edge : edges) {
      touched[edge.source()] = true;
      touched[edge.target()] = true;
    }
    long count = 0;
    for (boolean each : touched) {
      count += each ? 0 : 1;
    }
    return count;
  }

  /** The sizes of the connected parts, largest first. */
  int[] components() {
    Map<Integer, Integer> sizes = new HashMap<>();
    for (int i = 0; i < nodes(); i++) {
      sizes.merge(root(i), 1, Integer::sum);
    }
    return sizes.values().stream().mapToInt(size -> -size).sorted().map(size -> -size).toArray();
  }

  /** Says that a node stands for itself and was not only named by an edge. */
  void member(int node) {
    members.set(node);
  }

  /** How many members there are. */
  int members() {
    return members.cardinality();
  }

  /** How many members have how many outgoing edges. */
  int[] degreeCounts() {
    int max = members.stream().map(degrees::get).max().orElse(0);
    int[] counts = new int[max + 1];
    members.stream().forEach(node -> counts[degrees.get(node)]++);
    return counts;
  }

  /** The smallest and the largest weight. */
  double[] weightRange() {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (Edge edge : edges) {
      low = Math.min(low, edge.weight());
      high = Math.max(high, edge.weight());
    }
    return new double[] {low, high};
  }

  /**
   * Edges by weight, in {@link #BINS} bins of equal width over {@link #weightRange}.
   *
   * @return for each bin: edges, edges with two labels, edges with two equal labels
   */
  long[][] weightBins() {
    double[] range = weightRange();
    double width = (range[1] - range[0]) / BINS;
    long[][] bins = new long[BINS][3];
    for (Edge edge : edges) {
      int at = width > 0 ? (int) Math.min(BINS - 1, (edge.weight() - range[0]) / width) : 0;
      bins[at][0]++;
      if (bothLabelled(edge)) {
        bins[at][1]++;
        bins[at][2] += labels.get(edge.source()).equals(labels.get(edge.target())) ? 1 : 0;
      }
    }
    return bins;
  }

  /** The share of edges with equal labels among those with two labels, and how many these are. */
  double[] agreement() {
    long both = 0;
    long equal = 0;
    for (long[] bin : weightBins()) {
      both += bin[1];
      equal += bin[2];
    }
    return new double[] {both == 0 ? Double.NaN : (double) equal / both, both};
  }

  /**
   * The same share when the far ends of all edges are shuffled: what a graph without meaning and
   * with the same nodes would have. Mean and standard deviation over several shuffles.
   */
  double[] shuffledAgreement(long seed) {
    int[][] ends = labelledEnds();
    int count = ends[0].length;
    if (count == 0) {
      return new double[] {Double.NaN, Double.NaN};
    }
    Random random = new Random(seed);
    double[] shares = new double[SHUFFLES];
    for (int shuffle = 0; shuffle < SHUFFLES; shuffle++) {
      int equal = 0;
      for (int i = count - 1; i >= 0; i--) {
        int other = random.nextInt(i + 1);
        int swap = ends[1][i];
        ends[1][i] = ends[1][other];
        ends[1][other] = swap;
        equal += ends[0][i] == ends[1][i] ? 1 : 0;
      }
      shares[shuffle] = (double) equal / count;
    }
    double mean = Arrays.stream(shares).average().orElse(Double.NaN);
    double squares = Arrays.stream(shares).map(x -> (x - mean) * (x - mean)).sum();
    return new double[] {mean, Math.sqrt(squares / (SHUFFLES - 1))};
  }

  private int[][] labelledEnds() {
    List<Edge> both = edges.stream().filter(this::bothLabelled).toList();
    int[][] ends = new int[2][both.size()];
    for (int i = 0; i < both.size(); i++) {
      ends[0][i] = labels.get(both.get(i).source());
      ends[1][i] = labels.get(both.get(i).target());
    }
    return ends;
  }

  private boolean bothLabelled(Edge edge) {
    return labels.get(edge.source()) >= 0 && labels.get(edge.target()) >= 0;
  }
}
