package org.beamnsl.core.graph;

import java.io.Closeable;
import java.io.IOException;

/** Writes edges to one file, to bytes that depend on the edges only; whole once closed. */
public interface EdgeOutput extends Closeable {
  /** Writes the current edge of a reader. */
  void write(EdgeInput edge) throws IOException;

  /** Ends the file. Closing without it leaves a file that readers refuse where they can tell. */
  void finish() throws IOException;

  /** How many edges were written so far. */
  long edges();
}
