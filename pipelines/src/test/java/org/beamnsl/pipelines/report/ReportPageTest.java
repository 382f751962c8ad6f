package org.beamnsl.pipelines.report;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.beamnsl.pipelines.testing.CommandLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page says of everything that can be given to it. */
final class ReportPageTest {
  @TempDir Path folder;

  private ReportFixture fixture() {
    return new ReportFixture(folder);
  }

  @Test
  void nothingFromDataBecomesMarkup() throws IOException {
    String page = fixture().fullPage();
    assertThat(page).doesNotContain("<script");
    assertThat(page).doesNotContain("</script");
    // Id of a leaked example, feature name, frequent value, anomaly, drift, caption, title.
    assertThat(page.split("&lt;/script&gt;&lt;script&gt;", -1).length).isAtLeast(8);
  }

  @Test
  void anExampleOfTheTestSplitThatIsInTheTrainingSplitIsNamed() throws IOException {
    String page = fixture().page("--examples=reviews=" + fixture().examples());
    assertThat(page)
        .contains(
            "test in train: 1 examples with the same content, 0 with the same id, such as"
                + " &lt;/script&gt;");
    // examples, labelled, unlabelled, repeated
    assertThat(page)
        .contains("<th scope=\"row\">train</th><td>3</td><td>2</td><td>1</td><td>0</td>");
    assertThat(page).contains("positive: 1");
  }

  @Test
  void theGraphTakesLabelsFromTheExamplesAndTellsWhichSplitsItReaches() throws IOException {
    String page = fixture().fullPage();
    // a-b has labels 0 and 1, a-copy 0 and 1: none of two agrees.
    assertThat(page).contains("<td>0.0 % of 2</td>");
    assertThat(page).contains("<th scope=\"row\">edges to examples of split test</th><td>1</td>");
  }

  @Test
  void examplesThatWereOnlyPassedOnAreNoPartOfTheGraph() throws IOException {
    String page = fixture().fullPage();
    assertThat(page).contains("<th scope=\"row\">examples</th><td>2</td>");
    assertThat(page).contains("<th scope=\"row\">isolated nodes</th><td>0</td>");
  }

  @Test
  void aThresholdBelowEveryWeightIsTold() throws IOException {
    Path graph = folder.resolve("graph.tsv");
    Files.writeString(graph, "a\tb\t0.8\nb\ta\t0.95\n");
    Files.writeString(
        folder.resolve("graph.tsv.manifest.json"),
        """
        {"command":"build-graph","type":"Graph","version":"1","options":{"similarityThreshold":"0.6"},
         "inputs":{},"counters":{},
         "files":[{"path":"graph.tsv","bytes":%d,"records":2,"sha256":"x"}],
         "details":{"method":"exact"}}
        """
            .formatted(Files.size(graph)));
    String page = fixture().page("--graph=" + graph);
    assertThat(page).contains(">edge weight (threshold 0.6: further left)</text>");
    // Round numbers, where they lie, not the ends of every other bar.
    assertThat(page).contains(">0.85</text>");
    assertThat(page).doesNotContain("class=\"marked\"");
  }

  @Test
  void theThresholdAndTheRecallOfASearchAreShown() throws IOException {
    Path graph = folder.resolve("graph.tsv");
    Files.writeString(graph, "a\tb\t0.8\nb\ta\t1.0\n");
    Files.writeString(
        folder.resolve("graph.tsv.manifest.json"),
        """
        {"command":"build-graph","type":"Graph","version":"1","options":{"similarityThreshold":"0.8"},
         "inputs":{},"counters":{},
         "files":[{"path":"graph.tsv","bytes":%d,"records":2,"sha256":"x"}],
         "details":{"method":"lsh","expectedRecall":0.995,"overfullBuckets":3,
          "graph":{"isolatedNodes":7,"nodes":9}}}
        """
            .formatted(Files.size(graph)));
    String page = fixture().page("--graph=" + graph);
    assertThat(page).contains(">threshold 0.8</text>");
    assertThat(page).contains("<th scope=\"row\">expected recall</th><td>99.50 %</td>");
    assertThat(page).contains("<th scope=\"row\">over-full buckets</th><td>3</td>");
    assertThat(page).contains("<th scope=\"row\">isolated nodes</th><td>7 of 9</td>");
  }

  @Test
  void aGraphOfNearestRowsHasNoThreshold() throws IOException {
    Path graph = folder.resolve("graph.tsv");
    Files.writeString(graph, "a\tb\t0.8\nb\ta\t0.95\n");
    Files.writeString(
        folder.resolve("graph.tsv.manifest.json"),
        """
        {"command":"build-graph","type":"Graph","version":"1",
         "options":{"similarityThreshold":"0.85","topK":"5"},"inputs":{},"counters":{},
         "files":[{"path":"graph.tsv","bytes":%d,"records":2,"sha256":"x"}],
         "details":{"method":"lsh","expectedRecall":0.995,"recallFloor":0.99}}
        """
            .formatted(Files.size(graph)));
    String page = fixture().page("--graph=" + graph);
    assertThat(page).contains("<th scope=\"row\">nearest rows of each</th><td>5</td>");
    assertThat(page).doesNotContain("threshold");
  }

  @Test
  void modelsThatDifferInOneFlagMakeACurve() throws IOException {
    String page = fixture().fullPage();
    assertThat(page).contains(">Accuracy by labelFraction</text>");
    String csv = numbers("accuracy-by-labelfraction");
    assertThat(csv).startsWith("series,labelFraction,mean,lowest,highest\n");
    assertThat(csv).contains("base,0.05,0.7,");
    assertThat(csv).contains("base,0.1,0.8,");
  }

  @Test
  void theDriftThatWasAllowedIsDrawn() throws IOException {
    Path statistics = fixture().statistics();
    assertThat(fixture().page("--statistics=" + statistics)).doesNotContain("dashed: allowed");
    Path manifest = statistics.resolve("manifest.json");
    String json = Files.readString(manifest);
    Files.writeString(
        manifest,
        json.replaceFirst("\"options\"\\s*:\\s*\\{[^}]*}", "\"options\":{\"maxDrift\":\"0.3\"}"));
    assertThat(fixture().page("--statistics=" + statistics))
        .contains(">feature (dashed: allowed)</text>");
  }

  @Test
  void theNumbersOfEveryChartLieBesideThePage() throws IOException {
    String page = fixture().fullPage();
    assertThat(page).contains("href=\"numbers/");
    assertThat(numbers("learning-rate")).contains("base,20.0,0.005,0.005,0.005");
    assertThat(numbers("calibration")).contains("base_2,0.95,0.8,");
    // A text with a comma or a quote is one field; the drift's feature is one line.
    assertThat(numbers("drift").lines().count()).isEqualTo(2);
    assertThat(Files.readString(folder.resolve("page/numbers.json")))
        .contains("\"title\" : \"Learning rate\"");
  }

  private String numbers(String part) throws IOException {
    try (var files = Files.list(folder.resolve("page/numbers"))) {
      Path found = files.filter(file -> file.toString().contains(part)).findFirst().orElseThrow();
      return Files.readString(found);
    }
  }

  @Test
  void attacksAreATableWithWhatTheyTakeAndAnAxisWithRoomForSmallOnes() throws IOException {
    String page = fixture().fullPage();
    // 80 % clean, 25 % attacked; the other model was not attacked.
    assertThat(page)
        .contains(
            "<th scope=\"row\">fgsm 0.1 by itself</th><td>–</td><td>–</td><td>–</td>"
                + "<td>25.0 ± 1.0</td><td>55.0</td><td>69</td>");
    // Nothing was corrupted, so nothing is said of it.
    assertThat(page).doesNotContain("Strengths of corruptions");
    // Of vectors of words a strength is no number of levels.
    assertThat(page).doesNotContain("of 255");
    assertThat(numbers("robustness")).contains("base_2,fgsm 0.1 by itself,0.25,0.01");
  }

  @Test
  void strengthsThatPeopleSpeakOfAreMarkedWhereTheModelsLookAtImages() throws IOException {
    Path model = fixture().model("cnn", "0.05");
    Path training = model.resolve("training.json");
    Files.writeString(
        training, Files.readString(training).replace("\"shape\":[1433]", "\"shape\":[28,28,1]"));
    String page =
        fixture().page("--evaluation=" + fixture().evaluation(), "--models=base=" + model);
    assertThat(page).contains("class=\"marked\" x=\"151.7\" y=\"32\" text-anchor=\"middle\">2<");
    assertThat(page).contains(">strength (dashed: 2, 4 and 8 of 255)</text>");
  }

  @Test
  void theUnitsOfCorruptionsAreTold() throws IOException {
    Path evaluation = fixture().evaluation();
    Path json = evaluation.resolve("evaluation.json");
    Files.writeString(
        json,
        Files.readString(json)
            .replace(
                "\"slices\":",
                "\"corruptions\":[{\"corruption\":\"shift\",\"strength\":0.05,"
                    + "\"metrics\":{\"accuracy\":{\"mean\":0.6,\"std\":0.01}}}],\"slices\":"));
    String page = fixture().page("--evaluation=" + evaluation);
    assertThat(page).contains("<th scope=\"row\">shift 0.05</th>");
    assertThat(page).contains("shift and blur in shares of the side, rotation in degrees");
  }

  @Test
  void whatTwoEvaluationsHaveInCommonIsShownOnce() throws IOException {
    Path evaluation = fixture().evaluation();
    String page = fixture().page("--evaluation=first=" + evaluation + ",again=" + evaluation);
    assertThat(page.split(">Accuracy of every seed</text>", -1)).hasLength(2);
    assertThat(page.split("Which class is taken for which", -1)).hasLength(2);
    // Attacks are what an evaluation is made for, and stay.
    assertThat(page.split(">Accuracy under attack: fgsm", -1)).hasLength(3);
    assertThat(page).contains("Figures of the examples as they are: see first.");
  }

  @Test
  void whereNoBoundWasSetNothingIsBlessed() throws IOException {
    assertThat(fixture().fullPage())
        .contains("candidate <b>base_2</b>: no bound was set, so nothing was judged</p>");
  }

  @Test
  void aLongNameKeepsItsBeginningAndItsEnd() {
    assertThat(SeedChart.shortened("graph_labelFraction_0_005"))
        .isEqualTo("graph_labelFraction_0_005");
    assertThat(SeedChart.shortened("average_of_vectors_with_graph_labelFraction_0_005"))
        .isEqualTo("average_of_vec…lFraction_0_005");
  }

  @Test
  void modelsWithTheSameLayersShareATableOfThem() throws IOException {
    String page = fixture().fullPage();
    assertThat(page).contains("<summary>Layers of base, base_2</summary>");
    assertThat(page)
        .contains("<th scope=\"row\">hidden_0</th><td>dense</td><td>50</td><td>71,700</td>");
  }

  @Test
  void throughputIsTheMeanOverTheSeedsWithItsExtremes() throws IOException {
    assertThat(fixture().fullPage()).contains("<td>6.0</td><td>2,000 (1,000–3,000)</td>");
  }

  @Test
  void classesHaveTheirNames() throws IOException {
    String page = fixture().fullPage();
    assertThat(page).contains("label = 1 positive");
    assertThat(page).contains("<th>0 negative</th>");
  }

  @Test
  void picturesAreInThePage() throws IOException {
    String page = fixture().fullPage();
    assertThat(page).contains("src=\"data:image/png;base64,iVBOR");
    assertThat(page).contains("<h4>before</h4>");
    // 160 × 90 pixels need the width of a phone.
    assertThat(page).contains("<figure class=\"wide\"><img");
  }

  @Test
  void aFileThatIsNoPictureIsBadData() throws IOException {
    Path pictures = fixture().pictures();
    Files.writeString(pictures.resolve("a.png"), "<svg onload=alert(1)>");
    CommandLine report =
        CommandLine.run(
            new ReportCommand(), "--pictures=" + pictures, "--output=" + folder.resolve("p"));
    assertThat(report.status()).isEqualTo(65);
    assertThat(report.err()).contains("a.png: neither a PNG nor a JPEG picture");
    assertThat(Files.exists(folder.resolve("p"))).isFalse();
  }

  @Test
  void captionsMayNotNameFilesElsewhere() throws IOException {
    Path pictures = fixture().pictures();
    Files.writeString(pictures.resolve("captions.json"), "[{\"file\":\"../secret.png\"}]");
    CommandLine report =
        CommandLine.run(
            new ReportCommand(), "--pictures=" + pictures, "--output=" + folder.resolve("p"));
    assertThat(report.status()).isEqualTo(65);
    assertThat(report.err()).contains("'../secret.png' is no file of this folder");
  }
}
