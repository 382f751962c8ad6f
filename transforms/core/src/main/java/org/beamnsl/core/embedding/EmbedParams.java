package org.beamnsl.core.embedding;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What is embedded and how.
 *
 * @param embedder {@code feature}, {@code text}, {@code bag}, {@code colors}, {@code
 *     wordvectors:<file>}, or the name of a provider with what follows it
 * @param features the features that are embedded
 * @param dimensions values of a vector; 0 for what the embedder makes of its own
 * @param ngrams 1 for words, 2 for pairs of neighbouring words too; {@code text} only
 * @param weighting how word vectors become one; {@code wordvectors} only
 * @param center whether the mean direction is taken out of every vector
 * @param seed what random numbers derive from
 */
public record EmbedParams(
    String embedder,
    List<String> features,
    int dimensions,
    int ngrams,
    WordWeighting weighting,
    boolean center,
    long seed)
    implements Serializable {
  /** Checks the ranges. */
  public EmbedParams {
    features = new ArrayList<>(features);
    if (features.isEmpty()) {
      throw new IllegalArgumentException("feature: at least one must be named");
    }
    if (ngrams < 1 || ngrams > 2) {
      throw new IllegalArgumentException("ngrams=" + ngrams + ": expected 1 or 2");
    }
    if (dimensions < 0 || dimensions > 1 << 16) {
      throw new IllegalArgumentException("dimensions=" + dimensions + ": expected 0 to 65536");
    }
  }

  /** The embedder's name, without what follows a colon. */
  public String name() {
    int colon = embedder.indexOf(':');
    return colon < 0 ? embedder : embedder.substring(0, colon);
  }

  /** What follows the embedder's name and a colon; empty when nothing does. */
  public String argument() {
    int colon = embedder.indexOf(':');
    return colon < 0 ? "" : embedder.substring(colon + 1);
  }

  /** Text by tf-idf and a truncated SVD, 64 dimensions, seed 42. */
  public static EmbedParams text(String... features) {
    return new EmbedParams("text", List.of(features), 0, 1, WordWeighting.IDF, false, 42);
  }

  /** Numeric features as they are. */
  public static EmbedParams feature(String... features) {
    return text(features).withEmbedder("feature");
  }

  /** The same with another embedder. */
  public EmbedParams withEmbedder(String newEmbedder) {
    return new EmbedParams(newEmbedder, features, dimensions, ngrams, weighting, center, seed);
  }

  /** The same with these dimensions. */
  public EmbedParams withDimensions(int newDimensions) {
    return new EmbedParams(embedder, features, newDimensions, ngrams, weighting, center, seed);
  }

  /** The dimensions asked for, or these when none were. */
  public int dimensionsOr(int otherwise) {
    return dimensions == 0 ? otherwise : dimensions;
  }
}
