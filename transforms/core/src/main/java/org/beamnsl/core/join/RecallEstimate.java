package org.beamnsl.core.join;

import java.util.OptionalDouble;
import org.beamnsl.core.graph.NeighborRule;
import org.beamnsl.core.graph.SortedGraph;
import org.beamnsl.core.similarity.EmbeddingMatrix;

/** How many of all edges a graph holds, estimated without knowing them all. */
public final class RecallEstimate {
  private RecallEstimate() {}

  /**
   * From the edges found alone: an edge that is found with probability q stands for 1/q edges. 1
   * for methods that miss nothing; nothing when the graph was thinned out or has no edges.
   */
  public static OptionalDouble fromWeights(JoinPlan plan, SortedGraph graph) {
    FindingOdds odds = new FindingOdds(plan);
    if (!odds.known() || graph.size() == 0) {
      return OptionalDouble.empty();
    }
    double all = 0;
    for (long edge = 0; edge < graph.size(); edge++) {
      all += odds.edgesFor(graph.weight((int) edge));
    }
    return OptionalDouble.of(graph.size() / all);
  }

  /**
   * By comparing some rows, chosen by hash of their ids, with all rows: the share of their edges,
   * or of those to their nearest neighbours, that the graph holds. Nothing when the graph lacks
   * edges by {@link NeighborRule#MUTUAL} or these rows have no neighbours.
   */
  public static OptionalDouble bySampling(
      JoinPlan plan, EmbeddingMatrix matrix, JoinResult result, SampleNeighbors truth) {
    FoundNeighbors found = new FoundNeighbors(plan.params(), truth);
    int[] rank = new int[matrix.rows()];
    for (int node = 0; node < rank.length; node++) {
      rank[result.order()[node]] = node;
    }
    int[] sampled = RowSample.first(matrix.ids(), truth.rows());
    SortedGraph graph = result.graph();
    long edges = 0;
    for (int i = 0; i < sampled.length; i++) {
      int node = rank[sampled[i]];
      double[] weights = new double[graph.degree(node)];
      for (int edge = 0; edge < weights.length; edge++) {
        weights[edge] = graph.weight(graph.start(node) + edge);
      }
      edges += found.count(i, weights);
    }
    return found.share(edges);
  }
}
