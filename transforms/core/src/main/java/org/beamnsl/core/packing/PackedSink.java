package org.beamnsl.core.packing;

import java.io.IOException;

/** Receives packed records, ordered by id. */
@FunctionalInterface
public interface PackedSink {
  /** Takes one packed record; the array is the receiver's to keep. */
  void accept(byte[] record) throws IOException;
}
