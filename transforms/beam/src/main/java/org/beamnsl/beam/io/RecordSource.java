package org.beamnsl.beam.io;

import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.tfrecord.RecordRange;
import org.jspecify.annotations.Nullable;

/**
 * A record file, or a part of one, as one element of a pipeline.
 *
 * @param path the name to open it by
 * @param range the part to read; null for the whole file
 * @param order the file's place in the order of reading
 * @param group which of several inputs it belongs to, in the meaning of the transform
 * @param records how many records the whole file must hold; -1 when nothing is known
 */
public record RecordSource(
    String path, @Nullable RecordRange range, int order, int group, long records) {
  private static final int POSITION_BITS = 44;

  /** More would make places in the order of reading negative, and then repeat them. */
  private static final int MOST_FILES = 1 << (Long.SIZE - 1 - POSITION_BITS);

  /**
   * Checks the order.
   *
   * @throws NslException (64) for more files than can be told apart
   */
  public RecordSource {
    if (order < 0 || order >= MOST_FILES) {
      throw NslException.usage(
          path + ": more than " + MOST_FILES + " files in one input; write fewer and larger ones");
    }
  }

  /** A record's place in the order of reading, from its position in the file. */
  public long sequence(long position) {
    return (long) order << POSITION_BITS | position;
  }

  /** The file's place in the order of reading, from a record's. */
  static int orderOf(long sequence) {
    return (int) (sequence >>> POSITION_BITS);
  }

  /** The position in the file, from a record's place in the order of reading. */
  static long positionOf(long sequence) {
    return sequence & (1L << POSITION_BITS) - 1;
  }
}
