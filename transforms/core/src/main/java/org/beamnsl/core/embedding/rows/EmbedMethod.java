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

  /** Whether there is anything to learn; without it {@link #decoder} takes no bytes. */
  boolean learns();

  /**
   * Learns from the rows of all pages. The outcome must not depend on the order of the pages or the
   * rows, nor on how rows are shared out to pages.
   */
  default byte[] learn(List<byte[]> pages) throws IOException {
    return new byte[0];
  }

  /** Opens the last step with what was learned. */
  RowDecoder decoder(byte[] learned) throws IOException;
}
