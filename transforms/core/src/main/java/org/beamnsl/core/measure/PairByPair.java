package org.beamnsl.core.measure;

import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.jspecify.annotations.Nullable;

/** Compares rows one pair after another by what a measure says. */
class PairByPair implements RowComparer {
  /** Operations of a kernel that each value of a row is worth here. */
  static final double OPERATIONS = 60;

  private final EmbeddingMatrix rows;
  private final Closeness closeness;
  private final float @Nullable [] floors;
  private final double least;
  private long compared;

  PairByPair(EmbeddingMatrix rows, Closeness closeness, float @Nullable [] floors) {
    this.rows = rows;
    this.closeness = closeness;
    this.floors = floors;
    this.least = closeness.least();
  }

  @Override
  public final long compared() {
    return compared;
  }

  @Override
  public final void within(int[] order, int from, int to, Candidates candidates) {
    for (int i = from; i < to; i++) {
      for (int j = i + 1; j < to; j++) {
        pair(order[i], order[j], candidates);
      }
    }
  }

  @Override
  public final void between(
      int[] order, int fromA, int toA, int fromB, int toB, Candidates candidates) {
    for (int i = fromA; i < toA; i++) {
      for (int j = fromB; j < toB; j++) {
        pair(order[i], order[j], candidates);
      }
    }
  }

  @Override
  public final void pair(int a, int b, Candidates candidates) {
    compared++;
    double floor = floors == null ? least : Math.min(floors[a], floors[b]);
    if (mayReach(rows, a, b, floor - Closeness.TIE)) {
      candidates.pair(a, b);
    }
  }

  /** Whether the weight of a pair may be {@code floor} or more. */
  boolean mayReach(EmbeddingMatrix matrix, int a, int b, double floor) {
    return closeness.of(matrix, a, b) >= floor;
  }
}
