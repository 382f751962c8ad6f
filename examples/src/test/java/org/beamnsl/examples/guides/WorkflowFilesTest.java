package org.beamnsl.examples.guides;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.beamnsl.core.command.CommandLineProgram;
import org.beamnsl.core.command.CommandSpec;
import org.beamnsl.core.command.EngineFlags;
import org.beamnsl.pipelines.launch.TrainerBundle;
import org.beamnsl.pipelines.workflow.RunCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every workflow file among the examples is one: commands, flags, values, references. */
final class WorkflowFilesTest {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)}");

  @TempDir Path folder;

  static Stream<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(Path.of("."), 2)) {
      return all
          .filter(file -> file.toString().endsWith(".yaml") && !file.startsWith("./target"))
          .sorted()
          .toList()
          .stream();
    }
  }

  private String stages(Path file) throws IOException {
    Path specs = folder.resolve("specs.json");
    CommandLineProgram trainer =
        new CommandLineProgram(org.beamnsl.trainer.Main.commands(), EngineFlags.NONE);
    Files.writeString(specs, CommandSpec.toJson(trainer.specs()));
    CommandLineProgram data =
        new CommandLineProgram(org.beamnsl.pipelines.Main.commands(), EngineFlags.NONE);
    Map<String, String> variables = new HashMap<>();
    Matcher variable = VARIABLE.matcher(Files.readString(file));
    while (variable.find()) {
      variables.put(variable.group(1), "somewhere");
    }
    RunCommand run =
        new RunCommand(
            () -> data,
            new TrainerBundle(List.of(), "somewhere", specs.toString()),
            Set::of,
            variables);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        new CommandLineProgram(List.of(run), EngineFlags.NONE)
            .run(
                List.of("run", "--config=" + file, "--dryRun=true"),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Map.of());
    assertWithMessage(err.toString(StandardCharsets.UTF_8)).that(status).isEqualTo(0);
    return out.toString(StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @MethodSource("files")
  void itIsAWorkflow(Path file) throws IOException {
    assertThat(stages(file)).contains(": train --");
  }

  @Test
  void theOneThatIsDescribedIsAWorkflow() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "workflows.md"));
    int start = page.indexOf("```yaml\n") + "```yaml\n".length();
    Path file =
        Files.writeString(
            folder.resolve("described.yaml"), page.substring(start, page.indexOf("```", start)));
    assertThat(stages(file)).contains("evaluation: evaluate --models=model");
  }

  @Test
  void theSweepsHaveAStageForEveryShare() throws IOException {
    assertThat(stages(Path.of("sentiment", "shares.yaml")))
        .containsMatch("base_0_005: train .*--labelFraction=0.005");
    assertThat(stages(Path.of("sentiment", "shares.yaml")))
        .contains("--models=base_0_005,base_0_01,base_0_02,base_0_05,base_0_15,base_0_3,graph_");
  }

  /** Other data need other words about the data, and no other word. */
  @Test
  void theSweepOfSentencesDiffersInItsDataOnly() throws IOException {
    assertThat(settings("shares-rt-polarity.yaml")).isEqualTo(settings("shares.yaml"));
  }

  /** What the graph loss weighs is chosen on the data as well. */
  @Test
  void theSweepOfQuestionsDiffersInItsDataAndItsGraphLoss() throws IOException {
    List<String> questions = settings("shares-trec.yaml");
    List<String> reviews = settings("shares.yaml");
    assertThat(withoutStage("graph", questions)).isEqualTo(withoutStage("graph", reviews));
    assertThat(withoutStage("graph", reviews).size()).isLessThan(reviews.size());
  }

  /** The lines of a workflow that say neither where its data is nor where its outputs go. */
  private static List<String> settings(String file) throws IOException {
    return Files.readAllLines(Path.of("sentiment", file)).stream()
        .filter(line -> !line.startsWith("#"))
        .filter(line -> !line.startsWith("root:") && !line.contains("command: ingest"))
        .toList();
  }

  private static List<String> withoutStage(String name, List<String> lines) {
    List<String> others = new ArrayList<>();
    boolean inside = false;
    for (String line : lines) {
      if (line.startsWith("  - ")) {
        inside = line.startsWith("  - name: " + name + " ");
      }
      if (!inside) {
        others.add(line);
      }
    }
    return others;
  }
}
