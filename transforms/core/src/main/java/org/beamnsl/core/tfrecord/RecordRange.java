package org.beamnsl.core.tfrecord;

/**
 * A part of a plain record file that starts and ends between records.
 *
 * @param start the first byte
 * @param end the byte after the last
 */
public record RecordRange(long start, long end) {
  /** Checks that the bounds are in order. */
  public RecordRange {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("range from " + start + " to " + end);
    }
  }

  /** Length in bytes. */
  public long bytes() {
    return end - start;
  }
}
