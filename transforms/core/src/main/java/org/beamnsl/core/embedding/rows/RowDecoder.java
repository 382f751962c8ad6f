package org.beamnsl.core.embedding.rows;

/** Makes vectors of payloads. Used by one thread. */
@FunctionalInterface
public interface RowDecoder {
  /** The vector of the row at which a reader stands. */
  float[] vector(RowReader row);
}
