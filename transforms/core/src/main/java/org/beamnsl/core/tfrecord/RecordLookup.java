package org.beamnsl.core.tfrecord;

import java.io.IOException;

/** Finds a record again by its place in the order of reading, instead of keeping it in memory. */
public interface RecordLookup {
  /**
   * Finds the record that was read at this place. Until the next call it lies between {@link
   * #start} and {@link #end} of {@link #bytes}.
   */
  void find(long sequence) throws IOException;

  /** The array that holds the record. */
  byte[] bytes();

  /** Where the record starts. */
  int start();

  /** The byte after the record. */
  int end();
}
