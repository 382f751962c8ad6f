package org.beamnsl.core.packing;

import java.io.IOException;

/** Receives packed records, ordered by id. */
@FunctionalInterface
public interface PackedSink {
  /**
   * Takes one packed record.
   *
   * @param id the id of its seed, the receiver's to keep
   * @param bytes the array that holds the record; other bytes will stand there afterwards
   * @param start where the record starts
   * @param end the byte after it
   */
  void accept(byte[] id, byte[] bytes, int start, int end) throws IOException;
}
