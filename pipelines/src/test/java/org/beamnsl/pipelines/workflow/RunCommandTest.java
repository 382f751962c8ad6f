package org.beamnsl.pipelines.workflow;

import static com.google.common.truth.Truth.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.beamnsl.core.command.CommandLineProgram;
import org.beamnsl.core.command.EngineFlags;
import org.beamnsl.pipelines.launch.TrainerBundle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunCommandTest {
  @TempDir Path folder;

  private final CopyCommand copy = new CopyCommand();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();
  private Path source;
  private Path root;

  @BeforeEach
  void writeSource() throws IOException {
    source = Files.writeString(folder.resolve("source.txt"), "text");
    root = folder.resolve("root");
    environment.put("SOURCE", source.toString());
  }

  private CommandLineProgram program() {
    RunCommand run = new RunCommand(this::program, TrainerBundle.NONE, Set::of, environment);
    return new CommandLineProgram(List.of(copy, run), EngineFlags.NONE);
  }

  private int run(String yaml, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("flow.yaml"), yaml);
    List<String> args = new ArrayList<>(List.of("run", "--config=" + file));
    args.addAll(List.of(more));
    err.reset();
    out.reset();
    return program()
        .run(
            args,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment);
  }

  private String complaint() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private String flow() {
    return """
    root: %s
    seed: 7
    stages:
      - {name: first, command: copy, options: {input: "${SOURCE}"}}
      - name: second
        command: copy
        inputs: {input: first/train}
        options: {suffix: "${SUFFIX:?}"}
      - {name: third, command: copy, inputs: {input: second, models: [first, second]}}
    """
        .formatted(root);
  }

  private List<String> suffixes() {
    return copy.runs.stream().map(CopyCommand.Options::suffix).toList();
  }

  private String written(String stage) throws IOException {
    try (var files = Files.walk(root.resolve(stage))) {
      Path data = files.filter(file -> file.endsWith("Split-train/data")).findFirst().orElseThrow();
      return Files.readString(data);
    }
  }

  @Test
  void stagesReadWhatTheStagesBeforeThemWrote() throws IOException {
    assertThat(run(flow())).isEqualTo(0);
    assertThat(written("third")).isEqualTo("text!?!");
    assertThat(copy.runs.get(0).seed()).isEqualTo(7);
  }

  @Test
  void aDryRunListsTheStagesAndRunsNone() throws IOException {
    assertThat(run(flow(), "--dryRun=true")).isEqualTo(0);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("third: copy --input=second --models=first,second --seed=7\n");
    assertThat(copy.runs).isEmpty();
    assertThat(Files.exists(root)).isFalse();
  }

  @Test
  void modelsKeepTheNamesOfTheirStages() throws IOException {
    run(flow());
    assertThat(String.join(",", copy.runs.get(2).models()))
        .matches("first=.*/first/copy/[0-9a-f]{16},second=.*/second/copy/[0-9a-f]{16}");
  }

  @Test
  void aStageMayStartFromTheModelOfAStageBeforeIt() throws IOException {
    String flow =
        """
        root: %s
        stages:
          - {name: first, command: copy, options: {input: "${SOURCE}", suffix: "${SUFFIX:?}"}}
          - {name: second, command: copy, inputs: {start: first}, options: {input: "${SOURCE}"}}
        """
            .formatted(root);
    assertThat(run(flow)).isEqualTo(0);
    assertThat(copy.runs.get(1).start()).matches(root + "/first/copy/[0-9a-f]{16}");
    assertThat(run(flow)).isEqualTo(0);
    assertThat(copy.runs).hasSize(2);
    assertThat(run(flow, "--set=SUFFIX=.")).isEqualTo(0);
    assertThat(suffixes()).containsExactly("?", "!", ".", "!").inOrder();
  }

  @Test
  void aSecondRunExecutesNothing() throws IOException {
    run(flow());
    assertThat(run(flow())).isEqualTo(0);
    assertThat(copy.runs).hasSize(3);
    assertThat(complaint()).contains("0 executed, 3 up to date");
  }

  @Test
  void aChangedOptionRunsItsStageAndThoseAfterIt() throws IOException {
    run(flow());
    assertThat(run(flow(), "--set=SUFFIX=.")).isEqualTo(0);
    assertThat(suffixes()).containsExactly("!", "?", "!", ".", "!").inOrder();
    assertThat(run(flow())).isEqualTo(0);
    assertThat(copy.runs).hasSize(5);
  }

  @Test
  void anOptionOfAStageCanBeSet() throws IOException {
    assertThat(run(flow(), "--set", "second.times=3", "--set", "third.suffix=a,b")).isEqualTo(0);
    assertThat(written("third")).isEqualTo("text!???a,b");
  }

  @Test
  void changedContentsOfAnInputRunEverything() throws IOException {
    run(flow());
    Files.writeString(source, "other");
    run(flow());
    assertThat(copy.runs).hasSize(6);
  }

  @Test
  void anArtifactThatLostAFileIsMadeAgain() throws IOException {
    run(flow());
    try (var files = Files.walk(root.resolve("second"))) {
      Files.delete(files.filter(file -> file.endsWith("data")).findFirst().orElseThrow());
    }
    run(flow());
    assertThat(suffixes()).containsExactly("!", "?", "!", "?").inOrder();
  }

  @Test
  void aFailureKeepsWhatWasDoneAndSaysHowToGoOn() throws IOException {
    assertThat(run(flow(), "--set=SUFFIX=broken")).isEqualTo(65);
    assertThat(complaint()).contains("suffix is broken");
    assertThat(complaint()).contains("goes on from there");
    run(flow());
    assertThat(suffixes()).containsExactly("!", "broken", "?", "!").inOrder();
  }

  @Test
  void whatIsNotBlessedEndsWithItsOwnCodeAfterTheLastStage() throws IOException {
    assertThat(run(flow(), "--set=SUFFIX=unblessed")).isEqualTo(3);
    assertThat(copy.runs).hasSize(3);
  }

  @Test
  void ifChangedDoesNothingWhileNothingChanged() throws IOException {
    assertThat(run(flow(), "--ifChanged")).isEqualTo(0);
    assertThat(run(flow(), "--ifChanged")).isEqualTo(0);
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("nothing to do");
    Files.writeString(source, "other");
    run(flow(), "--ifChanged");
    assertThat(copy.runs).hasSize(6);
  }

  @Test
  void fromRunsAStageAndThoseAfterItAgain() throws IOException {
    run(flow());
    assertThat(run(flow(), "--from=second")).isEqualTo(0);
    assertThat(suffixes()).containsExactly("!", "?", "!", "?", "!").inOrder();
  }

  @Test
  void fromWithoutTheOutputsBeforeItIsAMissingInput() throws IOException {
    assertThat(run(flow(), "--from=second")).isEqualTo(66);
    assertThat(complaint()).contains("stage 'first' has no output that is up to date");
  }

  @Test
  void onlyRunsTheNamedStages() throws IOException {
    assertThat(run(flow(), "--only=first,second")).isEqualTo(0);
    assertThat(suffixes()).containsExactly("!", "?").inOrder();
  }

  @Test
  void aMissingFileShowsBeforeAnythingRuns() throws IOException {
    Files.delete(source);
    assertThat(run(flow())).isEqualTo(66);
    assertThat(complaint()).contains("stage 'first': --input=" + source + ": not found");
    assertThat(copy.runs).isEmpty();
  }

  @Test
  void aSecondRunOnTheSameRootAtTheSameTimeIsRefused() throws IOException {
    try (RunLock lock = RunLock.take(root.toString())) {
      assertThat(run(flow())).isEqualTo(75);
    }
    assertThat(complaint()).contains("another run works here");
    assertThat(run(flow())).isEqualTo(0);
  }

  @Test
  void leftoversOfKilledRunsAreRemoved() throws IOException {
    run(flow());
    Path left = Files.createDirectories(root.resolve("first/copy/.x.staging-1234/Split-train"));
    run(flow());
    assertThat(Files.exists(left)).isFalse();
  }

  @Test
  void theRecordTellsWhatBecameOfEachStage() throws IOException {
    run(flow());
    RunRecord record = RunRecord.read(root.toString()).orElseThrow();
    assertThat(record.state()).isEqualTo("done");
    assertThat(record.stages().stream().map(RunRecord.StageRecord::state).toList())
        .containsExactly("executed", "executed", "executed");
    assertThat(record.stages().get(1).inputs()).containsKey("input");
  }

  @Test
  void secretsOfTheEnvironmentAreNowhereUnderTheRoot() throws IOException {
    environment.put("SUFFIX", "pass-word-1234");
    environment.put("STORE_PASSWORD", "pass-word-1234");
    assertThat(run(flow())).isEqualTo(0);
    assertThat(copy.runs.get(1).suffix()).isEqualTo("pass-word-1234");
    assertThat(run(flow(), "--set=third.suffix=broken-pass-word-1234")).isEqualTo(65);
    assertThat(complaint()).contains("broken-***");
    assertThat(complaint()).doesNotContain("pass-word");
    int seen = 0;
    try (var files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        boolean data = file.endsWith("Split-train/data");
        assertThat(Files.readString(file).contains("pass-word")).isEqualTo(data && data(file));
        seen++;
      }
    }
    assertThat(seen).isGreaterThan(6);
    assertThat(Files.readString(root.resolve("run.json"))).contains("\"suffix\" : \"***\"");
  }

  private static boolean data(Path file) throws IOException {
    return !Files.readString(file).equals("text!");
  }

  @Test
  void aKilledStageFindsItsCheckpointsAgainAndLeavesNoneWhenItEndsWell() throws IOException {
    assertThat(run(flow(), "--set=SUFFIX=interrupted")).isNotEqualTo(0);
    assertThat(copy.runs.get(1).checkpoints()).startsWith(root + "/second/checkpoints/of-");
    assertThat(run(flow(), "--set=SUFFIX=interrupted")).isEqualTo(0);
    assertThat(copy.runs.get(2).checkpoints()).isEqualTo(copy.runs.get(1).checkpoints());
    assertThat(written("third")).isEqualTo("text!interrupted!");
    assertThat(Files.exists(root.resolve("second/checkpoints"))).isFalse();
  }

  @Test
  void checkpointsOfOtherOptionsAreNotFound() throws IOException {
    run(flow(), "--set=SUFFIX=interrupted");
    run(flow(), "--set=SUFFIX=interrupted", "--set=second.times=2");
    assertThat(copy.runs.get(2).checkpoints()).isNotEqualTo(copy.runs.get(1).checkpoints());
  }

  @Test
  void theNumbersOfARunLieInOneFile() throws IOException {
    run(flow());
    JsonNode summary = new JsonMapper().readTree(root.resolve("summary.json").toFile());
    assertThat(summary.at("/state").asText()).isEqualTo("done");
    assertThat(summary.at("/executed").asInt()).isEqualTo(3);
    assertThat(summary.at("/numbers").path("second.records").asInt(-1)).isEqualTo(1);
    run(flow(), "--set=SUFFIX=broken");
    summary = new JsonMapper().readTree(root.resolve("summary.json").toFile());
    assertThat(summary.at("/state").asText()).isEqualTo("failed");
    assertThat(summary.at("/upToDate").asInt()).isEqualTo(1);
  }

  @Test
  void ifChangedSeesInputsWhoseNamesHoldThatOfTheRoot() throws IOException {
    Path data = Files.createDirectory(folder.resolve("root-data"));
    environment.put("SOURCE", Files.writeString(data.resolve("a.txt"), "text").toString());
    run(flow(), "--ifChanged");
    Files.writeString(data.resolve("a.txt"), "other");
    run(flow(), "--ifChanged");
    assertThat(copy.runs).hasSize(6);
  }

  @Test
  void ifChangedSeesTheFileThatAnOptionNames() throws IOException {
    Path vectors = Files.writeString(folder.resolve("vectors.txt"), "a 1");
    String set = "--set=first.suffix=wordvectors:" + vectors;
    run(flow(), "--ifChanged", set);
    Files.writeString(vectors, "a 2");
    run(flow(), "--ifChanged", set);
    assertThat(copy.runs).hasSize(4);
  }

  @Test
  void aRunThatCannotGoOnIsRecordedAsFailed() throws IOException {
    assertThat(run(flow(), "--from=third")).isEqualTo(66);
    assertThat(Files.readString(root.resolve("run.json"))).contains("\"state\" : \"failed\"");
    assertThat(Files.readString(root.resolve("summary.json"))).contains("failed");
  }

  @Test
  void anOutputThatLostItsManifestIsMadeAgain() throws IOException {
    run(flow());
    try (var files = Files.walk(root.resolve("second"))) {
      Files.delete(files.filter(file -> file.endsWith("manifest.json")).findFirst().orElseThrow());
    }
    assertThat(run(flow())).isEqualTo(0);
    assertThat(written("third")).isEqualTo("text!?!");
  }
}
