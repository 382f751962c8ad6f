package org.beamnsl.core.join;

import java.util.OptionalDouble;
import org.beamnsl.core.graph.EdgeList;
import org.beamnsl.core.graph.SortedGraph;
import org.beamnsl.core.similarity.EmbeddingMatrix;

/** How many of all edges a graph holds, estimated without knowing them all. */
public final class RecallEstimate {
  /** Multiplications that sampling may cost. */
  private static final double BUDGET = 2.5e10;

  private static final int MAX_ROWS = 1000;

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
   * By comparing some rows, chosen by hash of their ids, with all rows; nothing when the graph was
   * thinned out or these rows have no neighbours.
   */
  public static OptionalDouble bySampling(
      JoinPlan plan, EmbeddingMatrix matrix, JoinResult result) {
    if (plan.params().maxNeighbors() > 0) {
      return OptionalDouble.empty();
    }
    int[] rows = RowSample.first(matrix.ids(), sampleRows(matrix));
    int[] rank = new int[matrix.rows()];
    for (int node = 0; node < rank.length; node++) {
      rank[result.order()[node]] = node;
    }
    EdgeSink sink = new EdgeSink(rank, null);
    EdgeFinder finder = new EdgeFinder(matrix, plan.params().threshold(), PairRule.ALL, sink);
    finder.allAgainst(rows);
    finder.flush();
    EdgeList truth = sink.edges();
    long[] counts = new long[2];
    truth.forEach(
        (a, b, weight) -> {
          if (a != b) {
            counts[0]++;
            counts[1] += result.graph().find(rank[a], rank[b]) >= 0 ? 1 : 0;
          }
        });
    return counts[0] == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) counts[1] / counts[0]);
  }

  private static int sampleRows(EmbeddingMatrix matrix) {
    double perRow = (double) matrix.rows() * matrix.dims();
    return (int) Math.max(20, Math.min(MAX_ROWS, BUDGET / Math.max(1, perRow)));
  }
}
