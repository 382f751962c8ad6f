package org.beamnsl.core.embedding;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/**
 * Turns examples into vectors of equal length, each by itself: an extension point. It travels to
 * workers serialized; there {@link #open} comes first, then {@link #embed} for batch after batch,
 * all by one thread, at last {@link #close}.
 *
 * <p>The vector of an example must depend on the example and the settings only, never on the other
 * examples of a batch or on what was embedded before: batches are cut differently on every run.
 */
public interface EmbeddingFn extends Serializable {
  /** How many examples a batch holds at most. */
  default int batchSize() {
    return 1;
  }

  /** Loads what is needed. */
  default void open() throws IOException {}

  /**
   * The vectors of a batch, in its order. An example that has none for reasons of its own is no
   * failure: it is counted, and its problem is told.
   *
   * @param examples serialized Examples, not to be changed
   */
  List<Embedded> embed(List<byte[]> examples) throws IOException;

  /** Frees what {@link #open} loaded. */
  default void close() {}
}
