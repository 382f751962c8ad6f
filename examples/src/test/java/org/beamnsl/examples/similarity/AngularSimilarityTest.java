package org.beamnsl.examples.similarity;

import org.beamnsl.core.measure.SimilarityMeasure;
import org.beamnsl.core.measure.SimilarityMeasureContract;
import org.beamnsl.core.similarity.EmbeddingBlock;
import org.beamnsl.core.similarity.EmbeddingSamples;

final class AngularSimilarityTest extends SimilarityMeasureContract {
  @Override
  protected SimilarityMeasure measure() {
    return new AngularSimilarity();
  }

  @Override
  protected double threshold() {
    return 0.8;
  }

  @Override
  protected EmbeddingBlock rows() {
    return EmbeddingSamples.clustered(500, 24, 50, 0.4, 3);
  }
}
