package org.beamnsl.pipelines.report;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.beamnsl.pipelines.testing.CommandLine;
import org.beamnsl.pipelines.testing.SmallArtifact;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportCommandTest {
  private static final String ATTACK = "</script><script>alert(1)</script>";

  @TempDir Path folder;

  private Path model(String name) throws IOException {
    Path model = folder.resolve(name);
    SmallArtifact.write(
        model,
        "Model",
        Map.of(
            "training.json",
            """
            {"model":"mlp","regularization":"graph","seeds":[1,2],"parameters":74607,
             "data":{"labelled":48,"neighborPairs":96},
             "runs":[
              {"seed":1,"history":[{"step":10,"metrics":{"loss":2.0,"scaled_graph_loss":0.5}},
                                   {"step":20,"metrics":{"loss":1.0,"scaled_graph_loss":0.25}}]},
              {"seed":2,"history":[{"step":10,"metrics":{"loss":4.0}}]}]}
            """));
    return model;
  }

  private Path evaluation() throws IOException {
    Path evaluation = folder.resolve("evaluation");
    SmallArtifact.write(
        evaluation,
        "Evaluation",
        Map.of(
            "evaluation.json",
            """
            {"examples":{"labelled":600},"candidate":"graph","baseline":"base","blessed":false,
             "checks":[{"passed":false,"text":"accuracy 0.5 >= 0.75"}],
             "models":[{"name":"graph","seeds":[1,2],
               "metrics":{"accuracy":{"mean":0.825,"std":0.005},"loss":{"mean":1.5,"std":0.25}},
               "confusion":[[7,1],[2,9]],
               "slices":[{"feature":"topic","value":"%s","examples":5,
                 "metrics":{"accuracy":{"mean":0.5,"std":0.1}}}],
               "attacks":[{"attack":"fgsm","norm":"infinity","epsilon":0.1,
                 "metrics":{"accuracy":{"mean":0.25,"std":0.1}}}]}],
             "comparisons":[{"model":"graph","metrics":{"accuracy":{"mean":0.03,"std":0.004}}}]}
            """
                .formatted(ATTACK)));
    return evaluation;
  }

  private String page(String... arguments) throws IOException {
    Path output = folder.resolve("page");
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + 1);
    all[arguments.length] = "--output=" + output;
    CommandLine report = CommandLine.run(new ReportCommand(), all);
    assertWithMessage(report.err()).that(report.status()).isEqualTo(0);
    return Files.readString(output.resolve("report.html"));
  }

  @Test
  void curvesAreMeansOverTheSeedsAtEachStep() throws IOException {
    String page = page("--models=graph=" + model("m"));
    assertThat(page).contains(">Graph loss, scaled</text>");
    // Step 10: mean 3 of 2 and 4.
    assertThat(page).contains("<td>10</td><td>3</td><td>2</td><td>4</td>");
    assertThat(page).contains("<td>74,607</td>");
  }

  @Test
  void comparisonsShowMeanAndStandardDeviation() throws IOException {
    String page = page("--evaluation=" + evaluation());
    assertThat(page).contains("<td>82.5 ± 0.5</td><td>+3.0 ± 0.4</td><td>1.500 ± 0.250</td>");
    assertThat(page).contains("not blessed");
    assertThat(page).contains("✗ accuracy 0.5 &gt;= 0.75");
    assertThat(page).contains("Accuracy under attack: fgsm, infinity norm");
  }

  @Test
  void textsFromDataAreEscaped() throws IOException {
    String page = page("--evaluation=" + evaluation(), "--title=" + ATTACK);
    assertThat(page).doesNotContain("<script");
    assertThat(page).contains("topic = &lt;/script&gt;&lt;script&gt;alert(1)");
  }

  @Test
  void thePageLoadsNothing() throws IOException {
    String page = page("--evaluation=" + evaluation());
    assertThat(page).contains("default-src 'none'");
    assertThat(page).doesNotContain("http:");
    assertThat(page).doesNotContain("https:");
    assertThat(page).doesNotContainMatch("src=\"(?!data:)");
  }

  @Test
  void aGraphOfEdgesIsDescribed() throws IOException {
    Path graph = folder.resolve("graph");
    SmallArtifact.write(graph, "Graph", Map.of("Split-train/graph.tsv", "a\tb\t0.9\nb\ta\t0.9\n"));
    String page = page("--graph=similar=" + graph);
    assertThat(page).contains("<h3>similar</h3>");
    assertThat(page).contains("<th scope=\"row\">edges, each direction counted</th><td>2</td>");
  }

  @Test
  void nothingToReportIsAUsageError() {
    assertThat(CommandLine.run(new ReportCommand(), "--output=" + folder.resolve("p")).status())
        .isEqualTo(64);
  }

  @Test
  void aLineageThatIsNotThereIsAMissingInput() throws IOException {
    CommandLine report =
        CommandLine.run(
            new ReportCommand(),
            "--evaluation=" + evaluation(),
            "--lineage=" + folder.resolve("run.json"),
            "--output=" + folder.resolve("p"));
    assertThat(report.status()).isEqualTo(66);
    assertThat(report.err()).contains("run.json: not found");
  }

  @Test
  void aModelWithoutItsTrainingIsAMissingInput() {
    CommandLine report =
        CommandLine.run(
            new ReportCommand(), "--models=" + folder, "--output=" + folder.resolve("p"));
    assertThat(report.status()).isEqualTo(66);
    assertThat(report.err()).contains("has no training.json");
  }
}
