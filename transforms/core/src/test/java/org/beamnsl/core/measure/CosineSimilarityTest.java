package org.beamnsl.core.measure;

import org.beamnsl.core.similarity.EmbeddingBlock;
import org.beamnsl.core.similarity.EmbeddingSamples;

final class CosineSimilarityTest extends SimilarityMeasureContract {
  @Override
  protected SimilarityMeasure measure() {
    return new CosineSimilarity();
  }

  @Override
  protected double threshold() {
    return 0.85;
  }

  @Override
  protected EmbeddingBlock rows() {
    return EmbeddingSamples.clustered(500, 24, 50, 0.4, 3);
  }
}
