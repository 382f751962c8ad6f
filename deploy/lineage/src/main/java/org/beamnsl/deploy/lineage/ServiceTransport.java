package org.beamnsl.deploy.lineage;

import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineageClientException;
import io.openlineage.client.transports.ApiKeyTokenProvider;
import io.openlineage.client.transports.HttpConfig;
import io.openlineage.client.transports.HttpTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;

/**
 * Posts events to a service. An address without a path gets the usual one, {@code /api/v1/lineage}.
 */
final class ServiceTransport implements EventTransport {
  private static final int TIMEOUT_MILLISECONDS = 5000;

  private final HttpTransport transport;

  ServiceTransport(URI address, String apiKey) {
    HttpConfig config = new HttpConfig();
    config.setUrl(address);
    config.setTimeoutInMillis(TIMEOUT_MILLISECONDS);
    if (!apiKey.isEmpty()) {
      ApiKeyTokenProvider token = new ApiKeyTokenProvider();
      token.setApiKey(apiKey);
      config.setAuth(token);
    }
    this.transport = new HttpTransport(config);
  }

  @Override
  public void send(OpenLineage.RunEvent event) throws IOException {
    try {
      transport.emit(event);
    } catch (OpenLineageClientException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      transport.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
