package org.beamnsl.core.embedding;

import java.io.Serializable;

/**
 * A part of a record file.
 *
 * @param path the file
 * @param start first byte
 * @param end byte after the last, or -1 for the whole file
 */
public record FileRange(String path, long start, long end) implements Serializable {
  /** A whole file, compressed or not. */
  public static FileRange whole(String path) {
    return new FileRange(path, 0, -1);
  }
}
