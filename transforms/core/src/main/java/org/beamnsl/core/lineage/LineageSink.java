package org.beamnsl.core.lineage;

import java.io.IOException;
import java.util.UUID;

/** Takes events on to where lineage is collected. */
public interface LineageSink extends AutoCloseable {
  /** An id for a run that nobody else has. */
  UUID newRun();

  /** How those after this run name it as the run that they belong to. */
  String idOf(RunEvent event);

  /**
   * Sends an event; when it returns, the event has arrived.
   *
   * @throws IOException when it has not
   */
  void send(RunEvent event) throws IOException;

  @Override
  void close();
}
