package org.beamnsl.core.measure;

import org.beamnsl.core.similarity.EmbeddingBlock;
import org.beamnsl.core.similarity.EmbeddingSamples;
import org.beamnsl.core.similarity.VectorSamples;

final class DotProductTest extends SimilarityMeasureContract {
  @Override
  protected SimilarityMeasure measure() {
    return new DotProduct();
  }

  @Override
  protected double threshold() {
    return 0.85;
  }

  @Override
  protected EmbeddingBlock rows() {
    return VectorSamples.unit(EmbeddingSamples.clustered(500, 24, 50, 0.4, 3));
  }
}
