package org.beamnsl.core.embedding.rows;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;

/**
 * A way from examples to vectors in up to three steps: examples become payloads, one by one; what
 * can only be known from all of them is learned; payloads become vectors. It travels to workers
 * serialized.
 */
public interface EmbedMethod extends Serializable {
  /** Opens the first step. */
  RowEncoder encoder() throws IOException;

  /** How this method learns from all rows, pass after pass; empty when it does not. */
  default List<LearningPass> passes() {
    return List.of();
  }

  /**
   * Opens the last step.
   *
   * @param learned what the last pass left; empty when there is none
   */
  RowDecoder decoder(byte[] learned) throws IOException;
}
