package org.beamnsl.core.embedding;

/**
 * Makes embedding functions by name: the way for a module to add an embedder. Found by {@link
 * java.util.ServiceLoader}; the class needs a public constructor without parameters.
 */
public interface EmbeddingProvider {
  /** The embedder's name: what stands before the colon in {@code --embedder}. */
  String name();

  /**
   * A function for these parameters; it is opened later, on workers.
   *
   * @throws IllegalArgumentException when they make no sense to it
   */
  EmbeddingFn create(EmbedParams params);
}
