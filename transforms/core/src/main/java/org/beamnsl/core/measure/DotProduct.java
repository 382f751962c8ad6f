package org.beamnsl.core.measure;

import java.util.Optional;
import org.beamnsl.core.lsh.CrossPolytope;
import org.beamnsl.core.lsh.HashFamily;
import org.beamnsl.core.lsh.RowCost;
import org.beamnsl.core.similarity.Cosine;
import org.beamnsl.core.similarity.DoubleDot;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.jspecify.annotations.Nullable;

/**
 * The dot product of two vectors of length 1, give or take {@value #TOLERANCE}. The weight is the
 * product, at most 1 and at least -1.
 */
public final class DotProduct extends ProductMeasure {
  /** Its name. */
  public static final String NAME = "dot";

  /** How far from 1 the length of a vector may be: as far as values of eight bits may bring it. */
  static final double TOLERANCE = 0.004;

  private static final long serialVersionUID = 1;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String thresholds() {
    return "a dot product from -1 to 1 that two rows must reach";
  }

  @Override
  public Optional<String> flaw(float[] vector, int length) {
    double norm = Math.sqrt(DoubleDot.product(vector, 0, 0, length));
    return Math.abs(norm - 1) <= TOLERANCE
        ? Optional.empty()
        : Optional.of(
            String.format(
                "has length %.4g, but similarity=dot compares vectors of length 1"
                    + " (similarity=cosine those of any length)",
                norm));
  }

  @Override
  public Closeness closeness(double threshold) {
    return new AtLeast(threshold);
  }

  private record AtLeast(double least) implements Closeness {
    @Override
    public double of(EmbeddingMatrix rows, int a, int b) {
      int dims = rows.dims();
      double dot = DoubleDot.product(rows.values(), a * dims, b * dims, dims);
      return Math.max(-1, Math.min(1, dot));
    }

    /** The cosine of two vectors may be less than their product by as much as both are too long. */
    @Override
    public HashFamily hashes() {
      return CrossPolytope.ofProducts((1 + TOLERANCE) * (1 + TOLERANCE));
    }

    @Override
    public RowComparer comparer(EmbeddingMatrix rows, float @Nullable [] floors) {
      return new DotComparer(rows, least, floors);
    }

    @Override
    public RowCost cost(double values) {
      return ProductComparer.cost(values);
    }
  }

  /** Compares vectors by their products. */
  private static final class DotComparer extends ProductComparer {
    private final double error;
    private double longest;

    DotComparer(EmbeddingMatrix matrix, double least, float @Nullable [] floors) {
      super(matrix, least, floors);
      this.error = Cosine.singlePrecisionError(matrix.dims());
    }

    @Override
    double pairLimit(int a, int b, double floor) {
      return floor - Closeness.TIE - error * matrix.norm(a) * matrix.norm(b);
    }

    @Override
    float columnScale(int row) {
      return 1;
    }

    @Override
    void prepare(int[] order, int start, int end) {
      longest = 0;
      for (int i = start; i < end; i++) {
        longest = Math.max(longest, matrix.norm(order[i]));
      }
    }

    @Override
    double panelLimit(int row, double floor) {
      return floor - Closeness.TIE - error * matrix.norm(row) * longest;
    }
  }
}
