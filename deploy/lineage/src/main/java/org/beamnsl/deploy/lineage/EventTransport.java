package org.beamnsl.deploy.lineage;

import io.openlineage.client.OpenLineage;
import java.io.IOException;

/** A way for events. */
interface EventTransport extends AutoCloseable {
  /**
   * Takes an event to its end.
   *
   * @throws IOException when it did not arrive
   */
  void send(OpenLineage.RunEvent event) throws IOException;

  @Override
  default void close() {}
}
