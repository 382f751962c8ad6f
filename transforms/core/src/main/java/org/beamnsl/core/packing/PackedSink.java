package org.beamnsl.core.packing;

import java.io.IOException;

/** Receives packed records, ordered by id. */
@FunctionalInterface
public interface PackedSink {
  /** Takes one packed record and the id of its seed; the arrays are the receiver's to keep. */
  void accept(byte[] id, byte[] record) throws IOException;
}
