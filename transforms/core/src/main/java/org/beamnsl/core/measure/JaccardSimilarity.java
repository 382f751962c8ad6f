package org.beamnsl.core.measure;

import java.util.OptionalDouble;
import org.beamnsl.core.lsh.HashFamily;
import org.beamnsl.core.lsh.MinHash;
import org.beamnsl.core.lsh.RowCost;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.beamnsl.core.similarity.RowForm;
import org.beamnsl.core.similarity.TokenSets;
import org.jspecify.annotations.Nullable;

/**
 * The Jaccard similarity of two sets of tokens: how many tokens both have over how many at least
 * one of them has. The weight is the similarity.
 */
public final class JaccardSimilarity implements SimilarityMeasure {
  /** Its name. */
  public static final String NAME = "jaccard";

  private static final long serialVersionUID = 1;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public RowForm form() {
    return RowForm.TOKENS;
  }

  @Override
  public String thresholds() {
    return "a Jaccard similarity from 0 to 1 that two sets must reach";
  }

  @Override
  public boolean accepts(double threshold) {
    return threshold >= 0 && threshold <= 1;
  }

  @Override
  public OptionalDouble loosest() {
    return OptionalDouble.of(0);
  }

  @Override
  public Closeness closeness(double threshold) {
    return new AtLeast(threshold);
  }

  private record AtLeast(double least) implements Closeness {
    /** Operations that each four-byte half of a token is worth when two sets are merged. */
    private static final double MERGE = 80;

    @Override
    public double of(EmbeddingMatrix rows, int a, int b) {
      TokenSets sets = rows.tokens();
      int shared = sets.shared(a, b);
      int all = sets.end(a) - sets.start(a) + sets.end(b) - sets.start(b) - shared;
      return (double) shared / Math.max(1, all);
    }

    @Override
    public HashFamily hashes() {
      return new MinHash();
    }

    @Override
    public RowComparer comparer(EmbeddingMatrix rows, float @Nullable [] floors) {
      return new SetComparer(rows, this, floors);
    }

    @Override
    public RowCost cost(double values) {
      return new RowCost(values, MERGE * values);
    }
  }

  /** Compares sets, but only such as are not too different in size. */
  private static final class SetComparer extends PairByPair {
    SetComparer(EmbeddingMatrix rows, Closeness closeness, float @Nullable [] floors) {
      super(rows, closeness, floors);
    }

    /** The intersection is at most the smaller set, the union at least the larger one. */
    @Override
    boolean mayReach(EmbeddingMatrix matrix, int a, int b, double floor) {
      double x = matrix.norm(a) * matrix.norm(a);
      double y = matrix.norm(b) * matrix.norm(b);
      return Math.min(x, y) >= (floor - Closeness.TIE) * Math.max(x, y)
          && super.mayReach(matrix, a, b, floor);
    }
  }
}
