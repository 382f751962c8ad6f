package org.beamnsl.core.identify;

import java.io.IOException;

/** Receives identified records. */
@FunctionalInterface
public interface IdentifiedSink {
  /**
   * Takes one record of a split.
   *
   * @param bytes the array that holds the record; other bytes will stand there afterwards
   * @param start where the record starts
   * @param end the byte after it
   */
  void accept(int split, byte[] bytes, int start, int end) throws IOException;
}
