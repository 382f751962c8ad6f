package org.beamnsl.deploy.lineage;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.pipelines.Main;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of commands and of workflows, in a file. */
class LineageEventsTest {
  @TempDir Path folder;

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void writeReviews() throws IOException {
    Files.writeString(
        folder.resolve("reviews.csv"), "id,label,text\nr1,1,good\nr2,0,bad\nr3,1,fine\n");
  }

  private int run(Map<String, String> environment, String... line) {
    List<String> arguments = new ArrayList<>(List.of(line));
    arguments.add("--openLineage=" + folder.resolve("lineage/events.jsonl"));
    return Main.program()
        .run(arguments, new PrintStream(err), new PrintStream(err, true, UTF_8), environment);
  }

  private int ingest(Map<String, String> environment) {
    return run(
        environment,
        "ingest",
        "--input=" + folder.resolve("reviews.csv"),
        "--format=csv",
        "--textColumn=text",
        "--output=" + folder.resolve("reviews"));
  }

  private List<JsonNode> events() throws IOException {
    List<JsonNode> events = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("lineage/events.jsonl"))) {
      events.add(new JsonMapper().readTree(line));
    }
    return events;
  }

  private static String text(JsonNode event, String pointer) {
    return event.at(pointer).asText();
  }

  @Test
  void aCommandTellsItsStartAndItsEnd() throws IOException {
    assertWithMessage(err.toString(UTF_8)).that(ingest(Map.of())).isEqualTo(0);

    assertThat(events().stream().map(event -> text(event, "/eventType")))
        .containsExactly("START", "COMPLETE")
        .inOrder();
    for (JsonNode event : events()) {
      assertThat(text(event, "/job/namespace")).isEqualTo("beam-nsl");
      assertThat(text(event, "/job/name")).isEqualTo("ingest");
      assertThat(text(event, "/run/runId")).isEqualTo(text(events().get(0), "/run/runId"));
      assertThat(text(event, "/inputs/0/namespace")).isEqualTo("file");
      assertThat(text(event, "/inputs/0/name")).isEqualTo(folder.resolve("reviews.csv").toString());
      assertThat(text(event, "/outputs/0/name")).isEqualTo(folder.resolve("reviews").toString());
      assertThat(event.at("/run/facets/parent").isMissingNode()).isTrue();
    }
  }

  @Test
  void theEndTellsWhichDataWereWrittenAndHowMuch() throws IOException {
    ingest(Map.of());

    JsonNode output = events().get(1).at("/outputs/0");
    Manifest manifest = Manifest.read(folder.resolve("reviews/manifest.json").toString());
    assertThat(text(output, "/facets/version/datasetVersion")).isEqualTo(manifest.dataDigest());
    assertThat(output.at("/outputFacets/outputStatistics/rowCount").asLong()).isEqualTo(3);
    assertThat(output.at("/outputFacets/outputStatistics/size").asLong())
        .isEqualTo(manifest.files().stream().mapToLong(ManifestFile::bytes).sum());
    assertThat(events().get(0).at("/outputs/0/facets/version").isMissingNode()).isTrue();
  }

  @Test
  void aCommandThatFailsTellsWhy() throws IOException {
    ingest(Map.of());
    assertThat(ingest(Map.of())).isEqualTo(73);

    JsonNode failed = events().get(3);
    assertThat(text(failed, "/eventType")).isEqualTo("FAIL");
    assertThat(text(failed, "/run/facets/errorMessage/message")).contains("exists");
  }

  @Test
  void anOrchestratorNamesTheParentAndTheNamespace() throws IOException {
    UUID task = UUID.randomUUID();
    ingest(
        Map.of(
            "OPENLINEAGE_PARENT_ID", "airflow://main/nightly.ingest/" + task,
            "OPENLINEAGE_NAMESPACE", "reviews",
            "OPENLINEAGE_JOB_NAME", "nightly.ingest.nsl"));

    JsonNode event = events().get(0);
    assertThat(text(event, "/job/namespace")).isEqualTo("reviews");
    assertThat(text(event, "/job/name")).isEqualTo("nightly.ingest.nsl");
    JsonNode parent = event.at("/run/facets/parent");
    assertThat(text(parent, "/run/runId")).isEqualTo(task.toString());
    assertThat(text(parent, "/job/namespace")).isEqualTo("airflow://main");
    assertThat(text(parent, "/job/name")).isEqualTo("nightly.ingest");
  }

  @Test
  void aParentThatIsNoneIsAnErrorOfUsage() {
    assertThat(ingest(Map.of("OPENLINEAGE_PARENT_ID", "nightly/17"))).isEqualTo(64);
    assertThat(err.toString(UTF_8)).contains("OPENLINEAGE_PARENT_ID=nightly/17: expected");
  }

  @Test
  void secretsAreMasked() throws IOException {
    int status =
        run(
            Map.of("STORE_PASSWORD", "opensesame"),
            "ingest",
            "--input=" + folder.resolve("opensesame.csv"),
            "--format=csv",
            "--output=" + folder.resolve("reviews"));

    assertThat(status).isEqualTo(66);
    String told = Files.readString(folder.resolve("lineage/events.jsonl"));
    assertThat(told).contains("FAIL");
    assertThat(told).contains("***.csv");
    assertThat(told).doesNotContain("opensesame");
  }

  private int workflow() throws IOException {
    Path file = folder.resolve("nightly.yaml");
    Files.writeString(
        file,
        """
        root: %1$s/runs
        stages:
          - {name: reviews, command: ingest, options: {input: "%1$s/reviews.csv", format: csv, textColumn: text}}
          - {name: words, command: transform, inputs: {input: reviews}, options: {feature: text, maxLength: 4}}
        """
            .formatted(folder));
    return run(Map.of(), "run", "--config=" + file);
  }

  @Test
  void stagesOfAWorkflowBelongToItsRun() throws IOException {
    assertWithMessage(err.toString(UTF_8)).that(workflow()).isEqualTo(0);

    assertThat(
            events().stream()
                .map(event -> text(event, "/job/name") + " " + text(event, "/eventType")))
        .containsExactly(
            "nightly START",
            "nightly.reviews START",
            "nightly.reviews COMPLETE",
            "nightly.words START",
            "nightly.words COMPLETE",
            "nightly COMPLETE")
        .inOrder();
    String run = text(events().get(0), "/run/runId");
    assertThat(text(events().get(1), "/run/facets/parent/run/runId")).isEqualTo(run);
    assertThat(text(events().get(4), "/run/facets/parent/run/runId")).isEqualTo(run);
  }

  @Test
  void whatOneStageWroteIsWhatTheNextReads() throws IOException {
    workflow();

    JsonNode written = events().get(2).at("/outputs/0");
    JsonNode read = events().get(4).at("/inputs/0");
    assertThat(text(read, "/name")).isEqualTo(text(written, "/name"));
    assertThat(text(read, "/name")).isEqualTo(folder.resolve("runs/reviews/examples").toString());
    assertThat(text(read, "/facets/version/datasetVersion"))
        .isEqualTo(text(written, "/facets/version/datasetVersion"));
    JsonNode whole = events().get(5);
    assertThat(text(whole, "/inputs/1/name")).isEqualTo(folder.resolve("reviews.csv").toString());
    assertThat(whole.at("/outputs")).hasSize(2);
  }

  @Test
  void stagesThatAreUpToDateDidNotRun() throws IOException {
    workflow();
    workflow();

    assertThat(events().stream().skip(6).map(event -> text(event, "/job/name")))
        .containsExactly("nightly", "nightly");
  }
}
