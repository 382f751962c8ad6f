package org.beamnsl.deploy.lineage;

import io.openlineage.client.utils.UUIDUtils;
import java.io.IOException;
import java.util.UUID;
import org.beamnsl.core.lineage.LineageSink;
import org.beamnsl.core.lineage.RunEvent;

/** Writes events in OpenLineage's words and sends them. */
final class OpenLineageSink implements LineageSink {
  private final EventWords words;
  private final EventTransport transport;

  OpenLineageSink(String namespace, EventTransport transport) {
    this.words = new EventWords(namespace);
    this.transport = transport;
  }

  @Override
  public UUID newRun() {
    return UUIDUtils.generateNewUUID();
  }

  @Override
  public String idOf(RunEvent event) {
    return words.namespace() + "/" + event.job() + "/" + event.run();
  }

  @Override
  public void send(RunEvent event) throws IOException {
    transport.send(words.of(event));
  }

  @Override
  public void close() {
    transport.close();
  }
}
