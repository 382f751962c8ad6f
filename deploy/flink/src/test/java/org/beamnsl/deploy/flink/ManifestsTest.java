package org.beamnsl.deploy.flink;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.beamnsl.core.command.CommandSpec;
import org.beamnsl.core.command.FlagSpec;
import org.beamnsl.pipelines.Main;
import org.junit.jupiter.api.Test;

/** Manifests and images name the versions that the build has, and commands that exist. */
class ManifestsTest {
  private static final Path DEPLOY = Path.of("..");
  private static final String FLINK = System.getProperty("nsl.flink.version", "");
  private static final String RELEASE = System.getProperty("nsl.flink.release", "");
  private static final String VERSION =
      System.getProperty("nsl.version", "").replace("-SNAPSHOT", "");

  @Test
  void theReleaseOfTheClusterIsOfTheRunnersLine() {
    assertThat(RELEASE).startsWith(FLINK + ".");
  }

  @Test
  void theImageOfTheBeamSideStartsFromThatRelease() throws IOException {
    assertThat(Files.readString(DEPLOY.resolve("docker/pipelines.Dockerfile")))
        .contains("\nFROM flink:" + RELEASE + "-java17\n");
  }

  @Test
  void imagesArePinnedAndDoNotRunAsRoot() throws IOException {
    for (String name : List.of("pipelines", "trainer")) {
      String text = Files.readString(DEPLOY.resolve("docker/" + name + ".Dockerfile"));
      assertThat(text).containsMatch("\nFROM [a-z-]+:[0-9]+\\.[0-9]+\\.[0-9_]+-");
      assertThat(text).containsMatch("\nUSER (flink|[1-9][0-9]+)\n");
      assertThat(text).contains("-t beam-nsl/" + name + ":" + VERSION + " .");
    }
  }

  @Test
  void imagesCopyOnlyWhatTheBuildMakes() throws IOException {
    Pattern copy = Pattern.compile("(?m)^COPY (?:--chown=\\S+ )?(\\S+) (\\S+)$");
    for (String name : List.of("pipelines", "trainer")) {
      Matcher matcher =
          copy.matcher(Files.readString(DEPLOY.resolve("docker/" + name + ".Dockerfile")));
      while (matcher.find()) {
        assertThat(matcher.group(1))
            .matches("nsl|deploy/(flink|embedded|trainer|lineage)/target/bundle/");
        assertThat(matcher.group(2)).isEqualTo("/opt/nsl/" + matcher.group(1));
      }
    }
  }

  @Test
  void flinkDeploymentsNameTheLineAndTheImage() throws IOException {
    int found = 0;
    for (JsonNode document : documents()) {
      if (document.get("kind").asText().equals("FlinkDeployment")) {
        found++;
        JsonNode spec = document.get("spec");
        assertThat(spec.get("flinkVersion").asText()).isEqualTo("v" + FLINK.replace('.', '_'));
        assertThat(spec.get("image").asText()).isEqualTo("beam-nsl/pipelines:" + VERSION);
      }
    }
    assertThat(found).isEqualTo(2);
  }

  @Test
  void aSessionJobGoesToTheSessionThatIsThereAndDoesNotWait() throws IOException {
    List<String> sessions = new ArrayList<>();
    List<JsonNode> jobs = new ArrayList<>();
    for (JsonNode document : documents()) {
      JsonNode spec = document.get("spec");
      if (document.get("kind").asText().equals("FlinkSessionJob")) {
        jobs.add(spec);
      } else if (!spec.has("job")) {
        sessions.add(document.at("/metadata/name").asText());
      }
    }
    assertThat(jobs).hasSize(1);
    assertThat(sessions).contains(jobs.get(0).get("deploymentName").asText());
    JsonNode job = jobs.get(0).get("job");
    assertThat(job.get("jarURI").asText()).contains("/" + VERSION + "/");
    assertThat(job.get("args").toString()).contains("\"--wait=false\"");
  }

  @Test
  void theSpecCommandHasTheSameDefaults() {
    CommandSpec spec =
        Main.program().specs().stream()
            .filter(each -> each.name().equals("spec"))
            .findFirst()
            .orElseThrow();
    Map<String, String> expected =
        Map.of(
            "flinkVersion", FLINK,
            "pipelinesImage", "beam-nsl/pipelines:" + VERSION,
            "trainerImage", "beam-nsl/trainer:" + VERSION);
    expected.forEach(
        (flag, value) ->
            assertThat(
                    spec.flags().stream()
                        .filter(each -> each.name().equals(flag))
                        .map(FlagSpec::defaultValue)
                        .toList())
                .containsExactly(value));
  }

  @Test
  void beamCommandsInManifestsHaveFlagsThatExist() throws IOException {
    Map<String, CommandSpec> specs = new HashMap<>();
    Main.program().specs().forEach(spec -> specs.put(spec.name(), spec));
    int found = 0;
    for (JsonNode document : documents()) {
      for (JsonNode args : document.findValues("args")) {
        if (specs.containsKey(args.get(0).asText())) {
          found++;
          checkFlags(args, specs.get(args.get(0).asText()));
        }
      }
    }
    assertThat(found).isEqualTo(4);
  }

  private static void checkFlags(JsonNode args, CommandSpec spec) {
    List<String> known =
        new ArrayList<>(List.of("flinkMaster", "parallelism", "attachedMode", "progress", "wait"));
    spec.flags().forEach(flag -> known.add(flag.name()));
    for (JsonNode arg : args) {
      if (arg.asText().startsWith("--")) {
        assertWithMessage(spec.name())
            .that(known)
            .contains(arg.asText().substring(2).split("=", 2)[0]);
      }
    }
  }

  private static List<JsonNode> documents() throws IOException {
    List<JsonNode> documents = new ArrayList<>();
    try (Stream<Path> files = Files.list(DEPLOY.resolve("kubernetes"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".yaml")).sorted().toList()) {
        YAMLMapper mapper = new YAMLMapper();
        mapper
            .readerFor(JsonNode.class)
            .<JsonNode>readValues(file.toFile())
            .forEachRemaining(documents::add);
      }
    }
    assertThat(documents).hasSize(6);
    return documents;
  }
}
