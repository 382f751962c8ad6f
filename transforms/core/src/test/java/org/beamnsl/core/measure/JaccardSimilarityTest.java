package org.beamnsl.core.measure;

import org.beamnsl.core.similarity.EmbeddingBlock;
import org.beamnsl.core.similarity.TokenSamples;

final class JaccardSimilarityTest extends SimilarityMeasureContract {
  @Override
  protected SimilarityMeasure measure() {
    return new JaccardSimilarity();
  }

  @Override
  protected double threshold() {
    return 0.5;
  }

  @Override
  protected EmbeddingBlock rows() {
    return TokenSamples.clustered(500, 50, 30, 0.9, 3);
  }
}
