package org.beamnsl.core.badrecord;

import java.io.Serializable;
import java.util.Comparator;

/**
 * One record that could not be used.
 *
 * @param file the file it stands in
 * @param position the line number (from 1) in text files, the byte offset in TFRecord files, or the
 *     record's ordinal in compressed ones
 * @param reason what is wrong with it, in words
 */
public record BadRecord(String file, long position, String reason)
    implements Comparable<BadRecord>, Serializable {
  private static final Comparator<BadRecord> ORDER =
      Comparator.comparing(BadRecord::file)
          .thenComparingLong(BadRecord::position)
          .thenComparing(BadRecord::reason);

  @Override
  public int compareTo(BadRecord other) {
    return ORDER.compare(this, other);
  }

  /** File, position and reason separated by tabs, with a line end: a line of a bad-record list. */
  public String toTsvLine() {
    return file + "\t" + position + "\t" + reason + "\n";
  }

  /** {@code file:position: reason}, as compilers print it. */
  @Override
  public String toString() {
    return file + ":" + position + ": " + reason;
  }
}
