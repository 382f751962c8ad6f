package org.beamnsl.core.measure;

import java.util.OptionalDouble;

/** A measure whose weights are products of vectors of length 1, from -1 to 1. */
abstract class ProductMeasure implements SimilarityMeasure {
  private static final long serialVersionUID = 1;

  @Override
  public final boolean accepts(double threshold) {
    return threshold >= -1 && threshold <= 1;
  }

  @Override
  public final OptionalDouble loosest() {
    return OptionalDouble.of(-1);
  }
}
