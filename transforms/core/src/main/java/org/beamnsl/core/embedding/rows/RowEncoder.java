package org.beamnsl.core.embedding.rows;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Makes payloads of examples. Used by one thread. */
public interface RowEncoder extends Closeable {
  /** How many examples a batch holds at most. */
  default int batchSize() {
    return 1;
  }

  /** The payloads of serialized Examples, in their order. */
  List<Payload> encode(List<byte[]> examples) throws IOException;

  @Override
  default void close() throws IOException {}
}
