package org.beamnsl.deploy.lineage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineageClientUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Appends events to a file, one line of JSON each. The library's own transport of this kind logs
 * what it cannot write and goes on.
 */
record FileTransport(Path file) implements EventTransport {
  @Override
  public void send(OpenLineage.RunEvent event) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    String line = OpenLineageClientUtils.toJson(event).replaceAll("\\R\\s*", "") + "\n";
    Files.write(file, line.getBytes(UTF_8), CREATE, APPEND);
  }
}
