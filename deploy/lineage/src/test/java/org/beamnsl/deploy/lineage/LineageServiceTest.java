package org.beamnsl.deploy.lineage;

import static com.google.common.truth.Truth.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.beamnsl.pipelines.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events go to a service, and a service that is away stops nobody. */
class LineageServiceTest {
  @TempDir Path folder;

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private HttpServer server;
  private volatile int answer = 201;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::take);
    server.start();
    Files.writeString(folder.resolve("reviews.csv"), "id,label,text\nr1,1,good\nr2,0,bad\n");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    requests.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI()
            + " "
            + exchange.getRequestHeaders().getFirst("Authorization"));
    events.add(new JsonMapper().readTree(exchange.getRequestBody()));
    exchange.sendResponseHeaders(answer, -1);
    exchange.close();
  }

  private int ingest(String target, Map<String, String> environment) {
    return Main.program()
        .run(
            List.of(
                "ingest",
                "--input=" + folder.resolve("reviews.csv"),
                "--format=csv",
                "--textColumn=text",
                "--output=" + folder.resolve("reviews"),
                "--openLineage=" + target),
            new PrintStream(err),
            new PrintStream(err, true, UTF_8),
            environment);
  }

  private String address() {
    return "http://" + server.getAddress().getHostString() + ":" + server.getAddress().getPort();
  }

  @Test
  void eventsArePostedWithTheKeyOfTheEnvironment() {
    assertThat(ingest(address(), Map.of("OPENLINEAGE_API_KEY", "key-of-ours"))).isEqualTo(0);

    assertThat(requests)
        .containsExactly(
            "POST /api/v1/lineage Bearer key-of-ours", "POST /api/v1/lineage Bearer key-of-ours");
    assertThat(events.stream().map(event -> event.get("eventType").asText()))
        .containsExactly("START", "COMPLETE")
        .inOrder();
    assertThat(events.get(1).at("/outputs/0/outputFacets/outputStatistics/rowCount").asLong())
        .isEqualTo(2);
  }

  @Test
  void aServiceThatRefusesIsSaidAndStopsNobody() {
    answer = 500;

    assertThat(ingest(address(), Map.of())).isEqualTo(0);

    assertThat(err.toString(UTF_8))
        .contains("openLineage: " + address() + " did not take an event");
    assertThat(Files.exists(folder.resolve("reviews/manifest.json"))).isTrue();
  }

  @Test
  void aServiceThatIsAwayIsSaidAndStopsNobody() {
    String gone = address();
    server.stop(0);

    assertThat(ingest(gone, Map.of())).isEqualTo(0);

    assertThat(err.toString(UTF_8)).contains("openLineage: " + gone + " did not take an event");
  }

  @Test
  void anAddressOfAnotherKindIsAnErrorOfUsage() {
    assertThat(ingest("gs://bucket/events", Map.of())).isEqualTo(64);
    assertThat(ingest("http://no host", Map.of())).isEqualTo(64);
    assertThat(err.toString(UTF_8)).contains("expected a file or http(s) address");
  }
}
