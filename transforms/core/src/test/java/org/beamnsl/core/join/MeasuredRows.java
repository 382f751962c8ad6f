package org.beamnsl.core.join;

import java.util.Set;
import org.beamnsl.core.measure.DotProduct;
import org.beamnsl.core.measure.EuclideanDistance;
import org.beamnsl.core.measure.JaccardSimilarity;
import org.beamnsl.core.measure.SimilarityMeasure;
import org.beamnsl.core.similarity.EmbeddingBlock;
import org.beamnsl.core.similarity.EmbeddingSamples;
import org.beamnsl.core.similarity.TokenSamples;
import org.beamnsl.core.similarity.VectorSamples;

/** Rows of several shapes for every measure but the cosine, with thresholds that pairs reach. */
enum MeasuredRows {
  DOT_FEW_VALUES(new DotProduct(), 0.9, JoinedPairs::dot, 0.9),
  DOT_MANY_VALUES(new DotProduct(), 0.8, JoinedPairs::dot, 0.8),
  DISTANCE_AROUND_THE_ORIGIN(new EuclideanDistance(), 0.5, within(0.5), 0.5),
  DISTANCE_FAR_FROM_THE_ORIGIN(new EuclideanDistance(), 4, within(4), 0.5),
  DISTANCE_IN_A_PLANE(new EuclideanDistance(), 0.02, within(0.02), 0.5),
  DISTANCE_OF_SPARSE_CLUSTERS(new EuclideanDistance(), 1, within(1), 0.5),
  SETS_OF_ONE_SIZE(new JaccardSimilarity(), 0.6, JoinedPairs::jaccard, 0.6),
  LARGE_SETS(new JaccardSimilarity(), 0.8, JoinedPairs::jaccard, 0.8),
  SETS_THAT_HARDLY_OVERLAP(new JaccardSimilarity(), 0.35, JoinedPairs::jaccard, 0.35);

  final SimilarityMeasure measure;
  final double threshold;
  private final JoinedPairs.Formula formula;
  private final double least;

  MeasuredRows(
      SimilarityMeasure measure, double threshold, JoinedPairs.Formula formula, double least) {
    this.measure = measure;
    this.threshold = threshold;
    this.formula = formula;
    this.least = least;
  }

  /** The pairs that reach the threshold. */
  Set<String> truth(EmbeddingBlock block) {
    return JoinedPairs.truth(block, formula, least);
  }

  JoinParams params() {
    return JoinParams.defaults().withSimilarity(measure, threshold);
  }

  /** Rows of this shape. */
  EmbeddingBlock rows(int count) {
    return switch (this) {
      case DOT_FEW_VALUES ->
          VectorSamples.unit(EmbeddingSamples.clustered(count, 3, count / 10, 0.25, 3));
      case DOT_MANY_VALUES ->
          VectorSamples.unit(EmbeddingSamples.clustered(count, 100, count / 10, 0.45, 3));
      case DISTANCE_AROUND_THE_ORIGIN -> EmbeddingSamples.clustered(count, 32, count / 10, 0.33, 3);
      case DISTANCE_FAR_FROM_THE_ORIGIN ->
          VectorSamples.scaled(EmbeddingSamples.clustered(count, 64, count / 10, 0.3, 3), 10, 1000);
      case DISTANCE_IN_A_PLANE -> EmbeddingSamples.gaussian(count, 2, 3);
      case DISTANCE_OF_SPARSE_CLUSTERS ->
          EmbeddingSamples.clustered(count, 128, count / 10, 0.7, 3);
      case SETS_OF_ONE_SIZE -> TokenSamples.clustered(count, count / 10, 20, 0.85, 3);
      case LARGE_SETS -> TokenSamples.clustered(count, count / 10, 60, 0.9, 3);
      case SETS_THAT_HARDLY_OVERLAP -> TokenSamples.clustered(count, count / 10, 8, 0.7, 3);
    };
  }

  private static JoinedPairs.Formula within(double radius) {
    return (block, a, b) -> radius / (radius + JoinedPairs.distance(block, a, b));
  }
}
