package org.beamnsl.core.embedding.rows;

/** Sums over the rows of some pages. For one thread. */
public interface PageSums {
  /** Adds the rows of a page. */
  void addPage(byte[] page);

  /** The sums so far; as many of them in every part of a pass. */
  double[] values();
}
