package org.beamnsl.core.embedding;

import java.io.Serializable;
import org.beamnsl.core.measure.CosineSimilarity;
import org.beamnsl.core.measure.SimilarityMeasure;
import org.beamnsl.core.similarity.RowForm;

/**
 * Where in an Example an embedding is, and what it must be like: a vector of floats, or a set of
 * tokens, integers or strings.
 *
 * @param idFeature name of the feature that holds the id
 * @param embeddingFeature name of the feature that holds the vector or the tokens
 * @param dims number of values of every vector; 0 while it is not known, and for sets of tokens
 * @param similarity what the rows are compared by
 */
public record EmbeddingSchema(
    String idFeature, String embeddingFeature, int dims, SimilarityMeasure similarity)
    implements Serializable {
  /** Of vectors that are compared by their cosine, or not compared. */
  public EmbeddingSchema(String idFeature, String embeddingFeature, int dims) {
    this(idFeature, embeddingFeature, dims, new CosineSimilarity());
  }

  /** Whether rows are sets of tokens. */
  public boolean tokens() {
    return similarity.form() == RowForm.TOKENS;
  }

  /** The same with a known length. */
  public EmbeddingSchema withDims(int newDims) {
    return new EmbeddingSchema(idFeature, embeddingFeature, newDims, similarity);
  }
}
