package org.beamnsl.deploy.lineage;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.lineage.LineageProvider;
import org.beamnsl.core.lineage.LineageSink;

/**
 * Opens files and http(s) addresses. The environment variables are those of other integrations:
 * {@code OPENLINEAGE_NAMESPACE} for jobs, {@code OPENLINEAGE_API_KEY} for services that want one.
 */
public final class OpenLineageProvider implements LineageProvider {
  private static final String NAMESPACE = "OPENLINEAGE_NAMESPACE";
  private static final String API_KEY = "OPENLINEAGE_API_KEY";
  private static final String DEFAULT_NAMESPACE = "beam-nsl";

  @Override
  public LineageSink open(String target, Map<String, String> environment) {
    String namespace = environment.getOrDefault(NAMESPACE, DEFAULT_NAMESPACE);
    return new OpenLineageSink(namespace, transport(target, environment));
  }

  private static EventTransport transport(String target, Map<String, String> environment) {
    if (target.matches("https?://.*")) {
      return service(target, environment.getOrDefault(API_KEY, ""));
    }
    if (target.contains("://")) {
      throw unusable(target);
    }
    return new FileTransport(Path.of(target));
  }

  private static EventTransport service(String target, String apiKey) {
    try {
      return new ServiceTransport(new URI(target), apiKey);
    } catch (URISyntaxException e) {
      throw unusable(target);
    }
  }

  private static NslException unusable(String target) {
    return NslException.usage("--openLineage=" + target + ": expected a file or http(s) address");
  }
}
