package org.beamnsl.core.join;

import org.beamnsl.core.graph.EdgeList;
import org.beamnsl.core.measure.Closeness;
import org.beamnsl.core.measure.RowComparer;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.jspecify.annotations.Nullable;

/**
 * What one thread needs to compare rows and to settle, in double precision, which pairs are edges.
 */
final class EdgeFinder implements RowComparer.Candidates {
  private static final int FLUSH = 1 << 16;

  private final EmbeddingMatrix matrix;
  private final Closeness closeness;
  private final PairRule rule;
  private final EdgeSink sink;
  private final float @Nullable [] floors;
  private final RowComparer comparer;
  private final EdgeList edges = new EdgeList();
  private RowComparer.Candidates earlier = (a, b) -> {};

  EdgeFinder(EmbeddingMatrix matrix, Closeness closeness, PairRule rule, EdgeSink sink) {
    this.matrix = matrix;
    this.closeness = closeness;
    this.rule = rule;
    this.sink = sink;
    this.floors = sink.floors();
    this.comparer = closeness.comparer(matrix, floors);
    this.earlier = this;
  }

  /** Hands candidates to {@code filter}, which passes on those that are not known yet. */
  void filterWith(RowComparer.Candidates filter) {
    earlier = filter;
  }

  void within(int[] order, int from, int to) {
    comparer.within(order, from, to, earlier);
    flushWhenFull();
  }

  void between(int[] order, int fromA, int toA, int fromB, int toB) {
    comparer.between(order, fromA, toA, fromB, toB, earlier);
    flushWhenFull();
  }

  /** Compares two rows. */
  void compare(int a, int b) {
    comparer.pair(a, b, this);
  }

  @Override
  public void pair(int a, int b) {
    if (rule.allows(a, b)) {
      double weight = closeness.of(matrix, a, b);
      if (closeness.reaches(weight) && matters(a, b, weight)) {
        edges.add(a, b, weight);
      }
    }
  }

  private boolean matters(int a, int b, double weight) {
    return floors == null || weight >= Math.min(floors[a], floors[b]);
  }

  void flushWhenFull() {
    if (edges.size() >= FLUSH) {
      flush();
    }
  }

  /** Hands all edges found over to the sink. */
  void flush() {
    sink.take(edges);
  }

  long compared() {
    return comparer.compared();
  }
}
