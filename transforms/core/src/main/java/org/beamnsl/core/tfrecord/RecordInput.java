package org.beamnsl.core.tfrecord;

import java.io.Closeable;
import java.io.IOException;

/**
 * Steps through the records of one file, or of a part of one, in order. Not for use by several
 * threads.
 */
public interface RecordInput extends Closeable {
  /**
   * Moves to the next record.
   *
   * @return false at the end
   * @throws CorruptRecordException for every kind of damage
   */
  boolean advance() throws IOException;

  /** The current record; a new array each time, the caller's to keep. */
  byte[] record();

  /** Where the current record starts: bytes after decompression from the start of the file. */
  long position();
}
