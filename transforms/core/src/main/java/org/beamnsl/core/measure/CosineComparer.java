package org.beamnsl.core.measure;

import org.beamnsl.core.similarity.Cosine;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.jspecify.annotations.Nullable;

/** Compares vectors by the products of their directions. */
final class CosineComparer extends ProductComparer {
  private final double error;

  CosineComparer(EmbeddingMatrix matrix, double least, float @Nullable [] floors) {
    super(matrix, least, floors);
    this.error = Cosine.TIE + Cosine.singlePrecisionError(matrix.dims());
  }

  @Override
  double pairLimit(int a, int b, double floor) {
    return panelLimit(a, floor) * matrix.norm(b);
  }

  @Override
  float columnScale(int row) {
    double norm = matrix.norm(row);
    return norm == 0 ? 0 : (float) (1 / norm);
  }

  @Override
  void prepare(int[] order, int start, int end) {}

  @Override
  double panelLimit(int row, double floor) {
    double norm = matrix.norm(row);
    double limit = floor - error;
    // A zero vector has cosine 0 with everything, which its products with others cannot show.
    return norm == 0 && limit > 0 ? Double.POSITIVE_INFINITY : limit * norm;
  }
}
