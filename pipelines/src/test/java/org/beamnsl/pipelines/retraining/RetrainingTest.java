package org.beamnsl.pipelines.retraining;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.pipelines.workflow.RunRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten days of a schedule over a rolling window of three: the first model, drift, a worse model, a
 * killed run, a rollback, a late correction.
 */
final class RetrainingTest {
  private static final String EXECUTED = "executed";
  private static final String UP_TO_DATE = "up to date";

  @TempDir Path folder;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  private enum Data {
    USUAL,
    /** Everything is moved aside. */
    MOVED,
    /** Many training examples with the labels of the other class. */
    SWAPPED
  }

  /** A span as somebody delivers it: points around (0, 0) and (4, 4). */
  private void deliver(int day, int version, Data data) throws IOException {
    Path span = folder.resolve("days/span-" + day + "/version-" + version);
    Files.createDirectories(span);
    Random random = new Random(100L * day + version);
    int rows = data == Data.SWAPPED ? 4000 : 300;
    Files.writeString(span.resolve("train.csv"), csv("a" + day + "-", rows, data, random));
    Data held = data == Data.SWAPPED ? Data.USUAL : data;
    Files.writeString(span.resolve("test.csv"), csv("t" + day + "-", 200, held, random));
  }

  private static String csv(String prefix, int rows, Data data, Random random) {
    StringBuilder text = new StringBuilder("id,label,x,y\n");
    for (int i = 0; i < rows; i++) {
      int place = i % 2;
      double shift = data == Data.MOVED ? 30 : 0;
      text.append(
          String.format(
              Locale.ROOT,
              "%s%d,%d,%.4f,%.4f%n",
              prefix,
              i,
              data == Data.SWAPPED ? 1 - place : place,
              4 * place + random.nextGaussian() + shift,
              4 * place + random.nextGaussian()));
    }
    return text.toString();
  }

  private List<String> commandLine(String... more) throws IOException {
    Path workflow =
        Files.writeString(
            folder.resolve("daily.yaml"),
            """
            root: ROOT/runs
            stages:
              - name: examples
                command: ingest
                options:
                  format: csv
                  types: [x=float, y=float]
                  input: "train=ROOT/days/span-{SPAN:3}/version-{VERSION}/train.csv;\
            test=ROOT/days/span-{SPAN}/version-{VERSION}/test.csv"
              - name: statistics
                command: statistics
                inputs: {input: examples, baseline: "previous:statistics"}
                options: {maxDrift: 0.1, driftFeatures: [x, y, label]}
              - name: vectors
                command: embed
                inputs: {input: examples/train}
                options: {embedder: feature, feature: [x, y], runner: DirectRunner}
              - name: similar
                command: build-graph
                inputs:
                  input: vectors
                  previousGraph: "previous:similar"
                  previousEmbeddings: "previous:vectors"
                options:
                  {similarityThreshold: 0.99999, method: exact, previousRows: drop, runner: DirectRunner}
              - name: model
                command: train-centroids
                inputs: {train: examples/train}
                options: {warmStart: ROOT/serving}
              - name: evaluation
                command: evaluate-centroids
                inputs: {model: model, examples: examples/test}
                options: {serving: ROOT/serving}
              - name: release
                command: push
                inputs: {model: model, evaluation: evaluation}
                options: {destination: ROOT/serving, keepLast: 6}
            """
                .replace("ROOT", folder.toString()));
    List<String> line = new ArrayList<>(List.of("run", "--config=" + workflow));
    line.addAll(List.of(more));
    return line;
  }

  private int run(List<String> line) {
    said.reset();
    PrintStream print = new PrintStream(said, true, StandardCharsets.UTF_8);
    return RetrainingProgram.run(line, print, print);
  }

  /** What the nightly line of the schedule does. */
  private void night(int expected, String... more) throws IOException {
    List<String> line = commandLine(more);
    line.add("--ifChanged");
    assertWithMessage("%s", line).that(run(line)).isEqualTo(expected);
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  private Map<String, String> states() throws IOException {
    Map<String, String> states = new TreeMap<>();
    RunRecord.read(folder + "/runs")
        .orElseThrow()
        .stages()
        .forEach(stage -> states.put(stage.name(), stage.state()));
    return states;
  }

  private List<String> versions() throws IOException {
    try (Stream<Path> entries = Files.list(folder.resolve("serving"))) {
      return entries
          .map(entry -> entry.getFileName().toString())
          .filter(name -> !name.startsWith(".rolled-back"))
          .sorted(Comparator.comparing(Long::parseLong))
          .toList();
    }
  }

  private Manifest of(String stage) throws IOException {
    return Artifact.at(output(stage)).orElseThrow().manifest();
  }

  private String output(String stage) throws IOException {
    return RunRecord.read(folder + "/runs").orElseThrow().stages().stream()
        .filter(each -> each.name().equals(stage))
        .findFirst()
        .orElseThrow()
        .output();
  }

  private String serving(int version) {
    return folder + "/serving/" + version;
  }

  @Test
  void tenDays() throws Exception {
    theFirstModelIsPushed();
    theWindowRolls();
    driftStopsTheRunBeforeTraining();
    aCorrectedSpanGoesOn();
    aWorseModelIsNotServed();
    aKilledRunGoesOnWhereItWas();
    aRollbackIsNotUndoneByTheNextNight();
    oldOutputsGoAndWhatIsNeededStays();
  }

  private void theFirstModelIsPushed() throws IOException {
    deliver(1, 1, Data.USUAL);
    night(0);
    assertThat(versions()).containsExactly("1");
    assertThat(of("model").details()).containsEntry("start", "fresh");
    assertThat(of("evaluation").details()).containsEntry("against", "nothing");
    assertThat(said()).contains("no run before has previous:statistics");
    assertThat(said())
        .contains("no run before has previous:similar: --previousGraph goes without it");
    assertThat(known()).isEqualTo(0);
    night(0);
    assertThat(said()).contains("nothing to do");
    assertThat(run(commandLine())).isEqualTo(0);
    assertThat(said()).contains("0 executed, 7 up to date");
  }

  private void theWindowRolls() throws IOException {
    for (int day = 2; day <= 4; day++) {
      deliver(day, 1, Data.USUAL);
      night(0);
      assertThat(of("model").details()).containsEntry("start", serving(day - 1));
      assertThat(of("evaluation").details()).containsEntry("against", serving(day - 1));
      assertThat(of("statistics").inputs()).containsKey("baseline");
      assertThat(known()).isEqualTo(day == 2 ? 300 : 600);
      theGraphIsThatOfTheWindow();
    }
    assertThat(versions()).containsExactly("1", "2", "3", "4").inOrder();
    // Days 2 to 4 of 300, not 1 to 4.
    assertThat(of("examples").counters()).containsEntry("records", 900L + 200);
  }

  /** How many rows of the graph are as they were in that of the run before. */
  private long known() throws IOException {
    return ((Number) Objects.requireNonNull(of("similar").details().get("previousRows")))
        .longValue();
  }

  private void theGraphIsThatOfTheWindow() throws IOException {
    Path alone = folder.resolve("alone");
    assertThat(
            run(
                List.of(
                    "build-graph",
                    "--input=" + output("vectors"),
                    "--output=" + alone,
                    "--similarityThreshold=0.99999",
                    "--method=exact",
                    "--overwrite=true",
                    "--runner=DirectRunner")))
        .isEqualTo(0);
    Manifest expected = Artifact.at(alone.toString()).orElseThrow().manifest();
    assertThat(of("similar").dataDigest()).isEqualTo(expected.dataDigest());
    assertThat(expected.counters().get("edges")).isGreaterThan(300L);
  }

  private void driftStopsTheRunBeforeTraining() throws IOException {
    deliver(5, 1, Data.MOVED);
    night(1);
    assertThat(said()).contains("feature 'x' has drifted by");
    assertThat(states()).containsExactly("examples", EXECUTED, "statistics", "failed");
    assertThat(versions()).hasSize(4);
  }

  private void aCorrectedSpanGoesOn() throws IOException {
    deliver(5, 2, Data.USUAL);
    deliver(6, 1, Data.USUAL);
    night(0);
    assertThat(versions()).hasSize(5);
    assertThat(of("evaluation").details()).containsEntry("against", serving(4));
    // Of days 4 to 6 only the first is in the graph of the last run that came to its end.
    assertThat(known()).isEqualTo(0);
    theGraphIsThatOfTheWindow();
  }

  private void aWorseModelIsNotServed() throws IOException {
    deliver(7, 1, Data.SWAPPED);
    night(3);
    assertThat(said()).contains("not pushed: the model is not blessed: accuracy 0.");
    assertThat(Files.readString(folder.resolve("runs/summary.json")))
        .contains("\"evaluation.blessed\" : 0.0");
    assertThat(versions()).hasSize(5);
    night(0);
    assertThat(said()).contains("nothing to do");
    deliver(7, 2, Data.USUAL);
    night(0);
    assertThat(versions()).hasSize(6);
    assertThat(of("model").details()).containsEntry("start", serving(5));
  }

  private void aKilledRunGoesOnWhereItWas() throws Exception {
    deliver(8, 1, Data.USUAL);
    Path stalled = folder.resolve("stalled");
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-cp", System.getProperty("java.class.path")));
    line.add(RetrainingProgram.class.getName());
    line.addAll(commandLine("--set=model.stall=" + stalled));
    Process killed =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("killed.txt").toFile())
            .start();
    while (killed.isAlive() && !Files.exists(stalled)) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    night(75);
    assertThat(said()).contains("another run works here (process " + killed.pid() + ")");
    killed.destroyForcibly().waitFor();
    assertThat(Files.exists(stalled)).isTrue();
    assertThat(versions()).hasSize(6);
    assertThat(leftovers()).isEqualTo(1);
    night(0);
    assertThat(states())
        .containsExactly(
            "examples", UP_TO_DATE,
            "statistics", UP_TO_DATE,
            "vectors", UP_TO_DATE,
            "similar", UP_TO_DATE,
            "model", EXECUTED,
            "evaluation", EXECUTED,
            "release", EXECUTED);
    assertThat(leftovers()).isEqualTo(0);
    assertThat(versions()).containsExactly("2", "3", "4", "5", "6", "7").inOrder();
    assertThat(of("model").details()).containsEntry("start", serving(6));
  }

  private long leftovers() throws IOException {
    try (Stream<Path> all = Files.walk(folder.resolve("runs"))) {
      return all.filter(path -> path.getFileName().toString().contains(".staging-")).count();
    }
  }

  private void aRollbackIsNotUndoneByTheNextNight() throws IOException {
    assertThat(run(List.of("push", "--rollback", "--destination=" + folder.resolve("serving"))))
        .isEqualTo(0);
    assertThat(versions()).hasSize(5);
    night(0);
    assertThat(versions()).hasSize(5);
    deliver(9, 1, Data.USUAL);
    deliver(10, 1, Data.USUAL);
    night(0, "--span=9");
    assertThat(of("examples").counters()).containsEntry("records", 900L + 200);
    assertThat(versions()).containsExactly("2", "3", "4", "5", "6", "8").inOrder();
    assertThat(of("evaluation").details()).containsEntry("against", serving(6));
    night(0);
    assertThat(of("evaluation").details()).containsEntry("against", serving(8));
    night(66, "--span=11");
    assertThat(said()).contains("no span 11 in " + folder + "/days");
  }

  private void oldOutputsGoAndWhatIsNeededStays() throws IOException {
    assertThat(run(List.of("gc", "--root=" + folder.resolve("runs"), "--keepLast=0"))).isEqualTo(0);
    assertThat(said()).containsMatch("[1-9][0-9]* artifacts, ");
    assertThat(run(commandLine())).isEqualTo(0);
    assertThat(said()).contains("0 executed, 7 up to date");
    deliver(11, 1, Data.USUAL);
    night(0);
    assertThat(of("statistics").inputs()).containsKey("baseline");
    assertThat(known()).isEqualTo(600);
    assertThat(versions()).containsExactly("4", "5", "6", "8", "9", "10").inOrder();
    assertThat(run(List.of("push", "--rollback", "--destination=" + folder.resolve("serving"))))
        .isEqualTo(0);
    assertThat(said()).contains("version 9 is served again");
    assertThat(versions()).containsExactly("4", "5", "6", "8", "9").inOrder();
  }
}
