package org.beamnsl.core.embedding.rows;

import java.io.IOException;
import java.io.Serializable;

/**
 * One pass over all rows of those that a method needs to learn: numbers are added up over the rows,
 * page by page, and then something is made of the sums. Sums of parts must add up exactly, so that
 * workers may share the pages as they like. It travels to workers serialized.
 */
public interface LearningPass extends Serializable {
  /**
   * Starts the sums of some pages.
   *
   * @param learned what the pass before this one left; empty for the first
   */
  PageSums open(byte[] learned) throws IOException;

  /**
   * What is known after this pass: for the next pass, or after the last one for {@link
   * EmbedMethod#decoder}.
   *
   * @param learned what the pass before this one left; empty for the first
   * @param sums the sums over all rows
   */
  byte[] finish(byte[] learned, double[] sums) throws IOException;
}
