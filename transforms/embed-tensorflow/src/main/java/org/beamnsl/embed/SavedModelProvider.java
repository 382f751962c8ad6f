package org.beamnsl.embed;

import org.beamnsl.core.embedding.EmbedParams;
import org.beamnsl.core.embedding.EmbeddingFn;
import org.beamnsl.core.embedding.EmbeddingProvider;

/** The embedder {@code savedmodel:<folder>}. */
public final class SavedModelProvider implements EmbeddingProvider {
  @Override
  public String name() {
    return "savedmodel";
  }

  @Override
  public EmbeddingFn create(EmbedParams params) {
    if (params.argument().isEmpty()) {
      throw new IllegalArgumentException("embedder=savedmodel: expected savedmodel:<folder>");
    }
    if (params.features().size() != 1) {
      throw new IllegalArgumentException("feature: savedmodel reads one feature");
    }
    VectorModel.requireModel(params.argument());
    return new SavedModelEmbedding(params.argument(), params.features().get(0));
  }
}
