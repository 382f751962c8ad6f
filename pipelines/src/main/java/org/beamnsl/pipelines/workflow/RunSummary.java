package org.beamnsl.pipelines.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.storage.Storages;

/**
 * The numbers of a run for dashboards, as {@code summary.json} under its root: what a scraper takes
 * without knowing artifacts.
 *
 * @param formatVersion 1; grows when a field changes its meaning
 * @param state as in {@code run.json}
 * @param started when it began, in ISO 8601
 * @param seconds how long its stages took together
 * @param executed number of stages that ran
 * @param upToDate number of stages that did not need to
 * @param numbers by {@code stage.name}: {@code seconds}, {@code records}, the counters of the
 *     manifest, and the candidate's mean metrics of an evaluation
 */
record RunSummary(
    int formatVersion,
    String state,
    String started,
    double seconds,
    long executed,
    long upToDate,
    SortedMap<String, Double> numbers) {
  private static final String NAME = "summary.json";
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  static RunSummary of(RunRecord record) throws IOException {
    TreeMap<String, Double> numbers = new TreeMap<>();
    double seconds = 0;
    for (RunRecord.StageRecord stage : record.stages()) {
      String name = stage.name() + ".";
      seconds += stage.seconds();
      numbers.put(name + "seconds", stage.seconds());
      if (stage.records() >= 0) {
        numbers.put(name + "records", (double) stage.records());
      }
      Optional<Artifact> output = Artifact.at(stage.output());
      if (output.isPresent()) {
        output
            .get()
            .manifest()
            .counters()
            .forEach((counter, count) -> numbers.put(name + counter, (double) count));
        addMetrics(name, Storages.join(stage.output(), "evaluation.json"), numbers);
      }
    }
    return new RunSummary(
        1,
        record.state(),
        record.started(),
        Math.round(seconds * 1000) / 1000.0,
        count(record, WorkflowRun.EXECUTED),
        count(record, WorkflowRun.UP_TO_DATE),
        numbers);
  }

  private static long count(RunRecord record, String state) {
    return record.stages().stream().filter(stage -> stage.state().equals(state)).count();
  }

  private static void addMetrics(String stage, String file, SortedMap<String, Double> numbers)
      throws IOException {
    if (Storages.of(file).stat(file).isEmpty()) {
      return;
    }
    JsonNode tree;
    try (InputStream in = Storages.of(file).open(file)) {
      tree = JSON.readTree(in);
    }
    numbers.put(stage + "blessed", tree.path("blessed").asBoolean() ? 1.0 : 0.0);
    for (JsonNode model : tree.path("models")) {
      if (model.path("name").equals(tree.path("candidate"))) {
        model
            .path("metrics")
            .fields()
            .forEachRemaining(
                metric -> {
                  JsonNode mean = metric.getValue().path("mean");
                  if (mean.isNumber()) {
                    numbers.put(stage + metric.getKey(), mean.asDouble());
                  }
                });
      }
    }
  }

  void write(String root) throws IOException {
    Storages.write(Storages.join(root, NAME), JSON.writeValueAsBytes(this));
  }
}
