package org.beamnsl.pipelines.statistics;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.beamnsl.core.command.CommandContext;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.beamnsl.core.manifest.Inputs;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.storage.Storages;
import org.beamnsl.pipelines.splits.DigestingFile;
import org.jspecify.annotations.Nullable;

/** The artifact that {@code statistics} writes. */
final class StatisticsOutput {
  private static final String STATISTICS = "statistics.json";
  private static final String SCHEMA = "schema.json";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private final StatisticsOptions options;
  private final CommandContext context;
  private final Artifact input;
  private final List<String> lines = new ArrayList<>();

  private StatisticsOutput(StatisticsOptions options, CommandContext context, Artifact input) {
    this.options = options;
    this.context = context;
    this.input = input;
  }

  static StatisticsOutput of(StatisticsOptions options, CommandContext context, Artifact input) {
    return new StatisticsOutput(options, context, input);
  }

  /** The statistics of one split of the artifact --baseline. */
  static SplitStatistics readBaseline(String artifact, String split) throws IOException {
    @Nullable SplitStatistics found =
        read(
                "baseline",
                artifact,
                STATISTICS,
                new TypeReference<TreeMap<String, SplitStatistics>>() {})
            .get(split);
    if (found == null) {
      throw NslException.badData("--baseline=" + artifact + ": has no split '" + split + "'");
    }
    return found;
  }

  /** The schema of the artifact --schema. */
  static Schema readSchema(String artifact) throws IOException {
    return read("schema", artifact, SCHEMA, new TypeReference<Schema>() {});
  }

  private static <T> T read(String flag, String artifact, String file, TypeReference<T> type)
      throws IOException {
    String path = Storages.join(artifact, file);
    try (InputStream in = Storages.of(path).open(path)) {
      return JSON.readValue(in, type);
    } catch (NoSuchFileException e) {
      throw NslException.noInput("--" + flag + "=" + artifact + ": has no " + file);
    } catch (JacksonException e) {
      throw NslException.badData(path + ": not what statistics writes: " + e.getOriginalMessage());
    }
  }

  StatisticsOutput write(
      Map<String, SplitStatistics> splits,
      Schema schema,
      List<String> anomalies,
      Map<String, Double> drift)
      throws IOException {
    try (ArtifactStaging staging = ArtifactStaging.begin(options.output(), options.overwrite())) {
      List<ManifestFile> files = new ArrayList<>();
      files.add(file(staging, STATISTICS, JSON.writeValueAsString(splits) + "\n"));
      files.add(file(staging, SCHEMA, JSON.writeValueAsString(schema) + "\n"));
      files.add(file(staging, "anomalies.txt", String.join("\n", anomalies)));
      files.add(file(staging, "drift.json", JSON.writeValueAsString(drift) + "\n"));
      TreeMap<String, String> inputs = new TreeMap<>();
      inputs.put("input", input.manifest().dataDigest());
      if (options.baseline() != null) {
        inputs.put("baseline", Inputs.digest("baseline", options.baseline()));
      }
      if (options.schema() != null) {
        inputs.put("schema", Inputs.digest("schema", options.schema()));
      }
      TreeMap<String, Long> counters = new TreeMap<>();
      splits.forEach((name, split) -> counters.put("examples." + name, split.examples()));
      counters.put("anomalies", (long) anomalies.size());
      staging.commit(
          Manifest.of("statistics", "ExampleStatistics")
              .withOptions(context.dataOptions())
              .withInputs(inputs)
              .withFiles(files)
              .withCounters(counters));
    }
    splits.forEach(
        (name, split) ->
            lines.add(
                String.format(
                    "%s: %,d examples, features %s",
                    name, split.examples(), String.join(", ", split.features().keySet()))));
    lines.addAll(findings(anomalies, drift));
    lines.add("written to " + options.output());
    return this;
  }

  /** What is unexpected, and how far each feature has moved, one line each. */
  static List<String> findings(List<String> anomalies, Map<String, Double> drift) {
    List<String> findings = new ArrayList<>();
    anomalies.forEach(anomaly -> findings.add("anomaly: " + anomaly));
    drift.forEach(
        (feature, distance) ->
            findings.add(String.format(Locale.ROOT, "drift: %s %.4f", feature, distance)));
    return findings;
  }

  void print(PrintStream out) {
    lines.forEach(out::println);
  }

  private static ManifestFile file(ArtifactStaging staging, String name, String content)
      throws IOException {
    DigestingFile file = DigestingFile.create(staging, name);
    try (file) {
      file.write(content.getBytes(StandardCharsets.UTF_8));
    }
    return file.manifestFile(-1);
  }
}
