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

  /** The statistics of one split of an artifact that this class wrote. */
  static SplitStatistics read(String artifact, String split) throws IOException {
    String path = Storages.join(artifact, STATISTICS);
    try (InputStream in = Storages.of(path).open(path)) {
      @Nullable SplitStatistics found =
          JSON.readValue(in, new TypeReference<TreeMap<String, SplitStatistics>>() {}).get(split);
      if (found == null) {
        throw NslException.badData(path + ": has no split '" + split + "'");
      }
      return found;
    } catch (NoSuchFileException e) {
      throw NslException.noInput("--baseline=" + artifact + ": has no " + STATISTICS);
    } catch (JacksonException e) {
      throw NslException.badData(path + ": not statistics: " + e.getOriginalMessage());
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
      files.add(file(staging, "schema.json", JSON.writeValueAsString(schema) + "\n"));
      files.add(file(staging, "anomalies.txt", String.join("\n", anomalies)));
      files.add(file(staging, "drift.json", JSON.writeValueAsString(drift) + "\n"));
      TreeMap<String, String> inputs = new TreeMap<>();
      inputs.put("input", input.manifest().dataDigest());
      if (options.baseline() != null) {
        inputs.put("baseline", Inputs.digest("baseline", options.baseline()));
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
    anomalies.forEach(anomaly -> lines.add("anomaly: " + anomaly));
    lines.addAll(driftLines(drift));
    lines.add("written to " + options.output());
    return this;
  }

  /** How far each feature has moved, one line each. */
  static List<String> driftLines(Map<String, Double> drift) {
    return drift.entrySet().stream()
        .map(each -> String.format(Locale.ROOT, "drift: %s %.4f", each.getKey(), each.getValue()))
        .toList();
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
