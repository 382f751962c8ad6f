package org.beamnsl.core.measure;

import org.beamnsl.core.similarity.EmbeddingBlock;
import org.beamnsl.core.similarity.EmbeddingSamples;
import org.beamnsl.core.similarity.VectorSamples;

final class EuclideanDistanceTest extends SimilarityMeasureContract {
  @Override
  protected SimilarityMeasure measure() {
    return new EuclideanDistance();
  }

  @Override
  protected double threshold() {
    return 3.0;
  }

  @Override
  protected EmbeddingBlock rows() {
    return VectorSamples.scaled(EmbeddingSamples.clustered(500, 24, 50, 0.3, 3), 6, 100);
  }
}
