package org.beamnsl.core.identify;

import java.io.IOException;

/** Receives identified records. */
@FunctionalInterface
public interface IdentifiedSink {
  /** Takes one record of a split; the array is the receiver's to keep. */
  void accept(int split, byte[] record) throws IOException;
}
