package org.beamnsl.core.graph;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads the edges of one file in order. The current edge lies in an array of the reader, which the
 * next {@link #advance} may change. Not safe for use by several threads.
 */
public interface EdgeInput extends Closeable {
  /**
   * Moves to the next edge.
   *
   * @return false at the end of the file
   * @throws IOException when the file cannot be read, or is damaged: then the message names the
   *     file and the place
   */
  boolean advance() throws IOException;

  /** The array that holds the current edge. */
  byte[] bytes();

  /** Where the source's id starts. */
  int sourceStart();

  /** The byte after the source's id. */
  int sourceEnd();

  /** Where the target's id starts. */
  int targetStart();

  /** The byte after the target's id. */
  int targetEnd();

  /** Where the edge's type starts. */
  int typeStart();

  /** The byte after the edge's type; there is none when it is where the type starts. */
  int typeEnd();

  /** The edge's weight: finite. */
  double weight();

  /** The number of the current line, or where there are no lines of the current edge, from 1. */
  long line();

  /** The source's id as text. */
  default String source() {
    return new String(bytes(), sourceStart(), sourceEnd() - sourceStart(), StandardCharsets.UTF_8);
  }

  /** The target's id as text. */
  default String target() {
    return new String(bytes(), targetStart(), targetEnd() - targetStart(), StandardCharsets.UTF_8);
  }

  /** The edge's type as text, empty when it has none. */
  default String type() {
    return new String(bytes(), typeStart(), typeEnd() - typeStart(), StandardCharsets.UTF_8);
  }
}
