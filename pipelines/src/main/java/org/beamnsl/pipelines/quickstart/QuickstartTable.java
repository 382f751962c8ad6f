package org.beamnsl.pipelines.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.beamnsl.pipelines.workflow.RunRecord;

/**
 * The table at the end: accuracies as mean ± standard deviation over the seeds. Made for terminals
 * of {@value #WIDTH} columns.
 */
final class QuickstartTable {
  static final int WIDTH = 80;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RunRecord record;

  QuickstartTable(RunRecord record) {
    this.record = record;
  }

  void print(PrintStream out) throws IOException {
    JsonNode papers = evaluation("paper_evaluation");
    JsonNode reviews = evaluation("review_evaluation");
    out.println();
    out.println("Papers: 48 of 1,800 labelled, real citations       accuracy on 600 test papers");
    out.println(" ".repeat(53) + "clean          attacked");
    row(out, "base", "words alone", model(papers, "base"));
    row(out, "graph", "neighbours' predictions kept close", model(papers, "graph"));
    row(out, "adversarial", "moved words, same label", model(papers, "adversarial"));
    row(out, "rewired", "graph, citations rewired (control)", model(papers, "rewired"));
    out.println();
    out.println("Reviews: 40 of 900 labelled, graph from their words        on 600 test reviews");
    row(out, "base", "words alone", model(reviews, "review_base"));
    row(out, "graph", "similar reviews kept close", model(reviews, "review_graph"));
    out.println();
    out.printf(
        Locale.ROOT,
        "Worth of the graph: %s points on papers, %s when rewired,%n"
            + "%s on reviews (mean ± standard deviation of differences over 5 seeds).%n",
        gain(papers, "graph"),
        gain(papers, "rewired"),
        gain(reviews, "review_graph"));
    out.println();
  }

  private static void row(PrintStream out, String name, String what, JsonNode model) {
    JsonNode clean = model.path("metrics").path("accuracy");
    JsonNode attacks = model.path("attacks");
    String attacked =
        attacks.isEmpty() ? "" : "  " + percent(attacks.get(0).path("metrics").path("accuracy"));
    out.printf("  %-11s  %-34s %s%s%n", name, what, percent(clean), attacked);
  }

  private static String percent(JsonNode metric) {
    return String.format(
        Locale.ROOT,
        "%5.1f ± %.1f %%",
        100 * metric.path("mean").asDouble(),
        100 * metric.path("std").asDouble());
  }

  private static String gain(JsonNode evaluation, String model) {
    for (JsonNode comparison : evaluation.path("comparisons")) {
      if (comparison.path("model").asText().equals(model)) {
        JsonNode gain = comparison.path("metrics").path("accuracy");
        return String.format(
            Locale.ROOT,
            "%+.1f ± %.1f",
            100 * gain.path("mean").asDouble(),
            100 * gain.path("std").asDouble());
      }
    }
    return "unknown";
  }

  private static JsonNode model(JsonNode evaluation, String name) {
    for (JsonNode model : evaluation.path("models")) {
      if (model.path("name").asText().equals(name)) {
        return model;
      }
    }
    throw new IllegalStateException("no model '" + name + "' was evaluated");
  }

  private JsonNode evaluation(String stage) throws IOException {
    for (RunRecord.StageRecord each : record.stages()) {
      if (each.name().equals(stage)) {
        return JSON.readTree(Files.readString(Path.of(each.output(), "evaluation.json")));
      }
    }
    throw new IllegalStateException("no stage '" + stage + "'");
  }
}
