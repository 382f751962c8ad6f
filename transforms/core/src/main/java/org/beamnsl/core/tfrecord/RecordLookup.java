package org.beamnsl.core.tfrecord;

import java.io.IOException;

/** Finds a record again by its place in the order of reading, instead of keeping it in memory. */
@FunctionalInterface
public interface RecordLookup {
  /** The record that was read at this place; a new array each time. */
  byte[] record(long sequence) throws IOException;
}
