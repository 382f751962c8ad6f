package org.beamnsl.core.embedding.latent;

import java.io.Serializable;

/**
 * How documents become short vectors.
 *
 * @param dimensions values of a vector
 * @param minDocuments terms in fewer documents are left out
 * @param maxDocumentShare terms in a larger share of the documents are left out, in (0, 1]
 * @param maxTerms how many terms are kept, the most frequent ones
 * @param passes how often the range of the matrix is refined; each is one pass over the documents
 * @param oversampling directions that are carried along beyond {@code dimensions}
 * @param seed where the random start comes from
 */
public record LatentParams(
    int dimensions,
    int minDocuments,
    double maxDocumentShare,
    int maxTerms,
    int passes,
    int oversampling,
    long seed)
    implements Serializable {
  /** Checks the ranges. */
  public LatentParams {
    require(dimensions >= 1 && dimensions <= 1024, "dimensions", dimensions, "1 to 1024");
    require(minDocuments >= 1, "minDocuments", minDocuments, "1 or more");
    require(
        maxDocumentShare > 0 && maxDocumentShare <= 1,
        "maxDocumentShare",
        maxDocumentShare,
        "more than 0, at most 1");
    require(maxTerms >= 1, "maxTerms", maxTerms, "1 or more");
    require(passes >= 1 && passes <= 20, "passes", passes, "1 to 20");
    require(oversampling >= 0, "oversampling", oversampling, "0 or more");
  }

  /** The defaults, for vectors of this length. */
  public static LatentParams defaults(int dimensions, long seed) {
    return new LatentParams(dimensions, 2, 0.5, 30_000, 4, 10, seed);
  }

  /** How many directions are carried along when so many terms are kept. */
  int width(int terms) {
    return Math.min(dimensions + oversampling, terms);
  }

  private static void require(boolean holds, String name, Object value, String range) {
    if (!holds) {
      throw new IllegalArgumentException(name + "=" + value + ": expected " + range);
    }
  }
}
