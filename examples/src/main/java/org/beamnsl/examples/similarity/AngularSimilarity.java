package org.beamnsl.examples.similarity;

import java.util.OptionalDouble;
import org.beamnsl.core.lsh.HashFamily;
import org.beamnsl.core.measure.Closeness;
import org.beamnsl.core.measure.SimilarityMeasure;
import org.beamnsl.core.similarity.Cosine;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.beamnsl.core.similarity.RowForm;

/**
 * How small the angle between two vectors is, as a share of a half turn: {@code 1 - angle / π}. It
 * tells near from very near better than the cosine does, whose slope there is flat. A file in
 * {@code META-INF/services} makes it known as {@code --similarity=angular}.
 */
public final class AngularSimilarity implements SimilarityMeasure {
  private static final long serialVersionUID = 1;

  @Override
  public String name() {
    return "angular";
  }

  @Override
  public RowForm form() {
    return RowForm.DIRECTIONS;
  }

  @Override
  public String thresholds() {
    return "a share of a half turn from 0 to 1 that two rows must reach";
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
    /** {@code StrictMath} gives the same digits on every machine. */
    @Override
    public double of(EmbeddingMatrix rows, int a, int b) {
      return 1 - StrictMath.acos(Cosine.of(rows, a, b)) / Math.PI;
    }

    @Override
    public HashFamily hashes() {
      return new HalfSpaces();
    }
  }
}
