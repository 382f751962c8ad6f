package org.beamnsl.core.embedding;

import java.io.Serializable;

/**
 * Where in an Example an embedding is, and how long it must be.
 *
 * @param idFeature name of the feature that holds the id
 * @param embeddingFeature name of the feature that holds the vector
 * @param dims number of values of every vector; 0 while it is not known
 */
public record EmbeddingSchema(String idFeature, String embeddingFeature, int dims)
    implements Serializable {
  /** The same with a known length. */
  public EmbeddingSchema withDims(int newDims) {
    return new EmbeddingSchema(idFeature, embeddingFeature, newDims);
  }
}
