package org.beamnsl.core.measure;

import org.beamnsl.core.lsh.CrossPolytope;
import org.beamnsl.core.lsh.HashFamily;
import org.beamnsl.core.lsh.RowCost;
import org.beamnsl.core.similarity.Cosine;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.beamnsl.core.similarity.RowForm;
import org.jspecify.annotations.Nullable;

/** The cosine of the angle between two vectors; 0 for a zero vector. The weight is the cosine. */
public final class CosineSimilarity extends ProductMeasure {
  /** Its name. */
  public static final String NAME = "cosine";

  private static final long serialVersionUID = 1;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public RowForm form() {
    return RowForm.DIRECTIONS;
  }

  @Override
  public String thresholds() {
    return "-1 to 1";
  }

  @Override
  public Closeness closeness(double threshold) {
    return new AtLeast(threshold);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CosineSimilarity;
  }

  @Override
  public int hashCode() {
    return NAME.hashCode();
  }

  private record AtLeast(double least) implements Closeness {
    @Override
    public double of(EmbeddingMatrix rows, int a, int b) {
      return Cosine.of(rows, a, b);
    }

    @Override
    public HashFamily hashes() {
      return new CrossPolytope();
    }

    @Override
    public RowComparer comparer(EmbeddingMatrix rows, float @Nullable [] floors) {
      return new CosineComparer(rows, least, floors);
    }

    @Override
    public RowCost cost(double values) {
      return ProductComparer.cost(values);
    }
  }
}
