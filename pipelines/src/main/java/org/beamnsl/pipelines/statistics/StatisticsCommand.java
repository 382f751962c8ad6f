package org.beamnsl.pipelines.statistics;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.beamnsl.beam.io.RecordScanner;
import org.beamnsl.core.command.Command;
import org.beamnsl.core.command.CommandContext;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.InputFile;
import org.beamnsl.core.manifest.Inputs;
import org.beamnsl.core.statistics.Drift;
import org.beamnsl.core.statistics.FeatureAccumulator;
import org.beamnsl.core.statistics.FeatureStatistics;
import org.beamnsl.core.storage.Storages;
import org.jspecify.annotations.Nullable;
import org.tensorflow.proto.Example;

/** Describes the features of every split and says where splits, or earlier data, differ. */
public final class StatisticsCommand implements Command<StatisticsOptions> {
  @Override
  public String name() {
    return "statistics";
  }

  @Override
  public String summary() {
    return "describe the features of every split; find anomalies and drift";
  }

  @Override
  public String details() {
    return """
        Writes statistics.json (counts, missing, lengths, quantiles, frequent values), schema.json
        (of the train split, or that of --schema) and anomalies.txt (where splits depart from it:
        kinds, missing or further features, numbers of values, values never seen).

        Two gates for scheduled training fail (1) and write nothing: --failOnAnomalies, and
        --baseline with --maxDrift. A feature drifts by the largest of three distances: between
        its values, between the shares of examples that lack it, and between the numbers of
        values that examples have. One that came or went has moved by 1, the most there is.
        """;
  }

  @Override
  public List<String> examples() {
    return List.of(
        "statistics --input=reviews --output=statistics",
        "statistics --input=today --baseline=statistics --maxDrift=0.1 --output=statistics-today",
        "statistics --input=today --schema=statistics --failOnAnomalies=true --output=checked");
  }

  @Override
  public Class<StatisticsOptions> optionsType() {
    return StatisticsOptions.class;
  }

  @Override
  public ExitCode run(StatisticsOptions options, CommandContext context) throws IOException {
    Artifact input = Inputs.requireArtifact("input", options.input());
    TreeMap<String, SplitStatistics> splits = new TreeMap<>();
    for (String split : input.splits()) {
      splits.put(split, read(input, split, context));
    }
    @Nullable SplitStatistics reference = splits.get(options.schemaSplit());
    if (reference == null) {
      throw NslException.badData(
          String.format(
              "--input=%s: has no split '%s', only %s",
              options.input(), options.schemaSplit(), splits.keySet()));
    }
    Schema schema =
        options.schema() == null
            ? Schema.of(reference)
            : StatisticsOutput.readSchema(options.schema());
    List<String> anomalies = new ArrayList<>();
    splits.forEach((name, split) -> anomalies.addAll(schema.anomalies(name, split)));
    Map<String, Double> drift = drift(options, reference);
    stopAtGates(options, context, anomalies, drift);
    StatisticsOutput.of(options, context, input)
        .write(splits, schema, anomalies, drift)
        .print(context.out());
    return ExitCode.DONE;
  }

  private static SplitStatistics read(Artifact input, String split, CommandContext context)
      throws IOException {
    TreeMap<String, FeatureAccumulator> features = new TreeMap<>();
    long examples = 0;
    context.progress().begin("reading " + split, -1, "records");
    for (InputFile file : Inputs.files("input", Storages.join(input.path(), split))) {
      try (RecordScanner records = RecordScanner.open(file)) {
        while (records.advance()) {
          examples++;
          context.progress().advance(1);
          parsed(file.path(), records)
              .getFeatures()
              .getFeatureMap()
              .forEach(
                  (name, feature) ->
                      features.computeIfAbsent(name, n -> new FeatureAccumulator()).add(feature));
        }
      }
    }
    context.progress().end();
    TreeMap<String, FeatureStatistics> statistics = new TreeMap<>();
    long total = examples;
    features.forEach((name, feature) -> statistics.put(name, feature.statistics(total)));
    return new SplitStatistics(examples, statistics);
  }

  private static Example parsed(String path, RecordScanner records) {
    try {
      return Example.parseFrom(records.record());
    } catch (InvalidProtocolBufferException e) {
      throw NslException.badData(path + ":" + records.position() + ": not an Example");
    }
  }

  private static Map<String, Double> drift(StatisticsOptions options, SplitStatistics now)
      throws IOException {
    TreeMap<String, Double> drift = new TreeMap<>();
    if (options.baseline() == null) {
      return drift;
    }
    SplitStatistics before =
        StatisticsOutput.readBaseline(options.baseline(), options.schemaSplit());
    TreeSet<String> names = new TreeSet<>(now.features().keySet());
    names.addAll(before.features().keySet());
    names.addAll(options.driftFeatures());
    for (String name : names) {
      boolean wanted =
          options.driftFeatures().isEmpty()
              ? !name.equals(options.idFeature())
              : options.driftFeatures().contains(name);
      @Nullable FeatureStatistics found = now.features().get(name);
      @Nullable FeatureStatistics old = before.features().get(name);
      if (wanted && found == null && old == null) {
        throw NslException.usage(
            "--driftFeatures=" + name + ": neither these data nor --baseline have it");
      }
      if (wanted) {
        drift.put(name, found == null || old == null ? 1.0 : Drift.of(found, old));
      }
    }
    return drift;
  }

  /** Nothing is written then: an artifact would make the next run believe the gate was passed. */
  private static void stopAtGates(
      StatisticsOptions options,
      CommandContext context,
      List<String> anomalies,
      Map<String, Double> drift) {
    boolean moved = drift.values().stream().anyMatch(distance -> distance > options.maxDrift());
    boolean odd = options.failOnAnomalies() && !anomalies.isEmpty();
    if (moved || odd) {
      StatisticsOutput.findings(anomalies, drift).forEach(context.out()::println);
    }
    if (moved) {
      throw tooFar(drift, options);
    }
    if (odd) {
      throw new NslException(
          ExitCode.FAILED,
          String.format(
              "--failOnAnomalies: %s (anomalies found: %d)", anomalies.get(0), anomalies.size()));
    }
  }

  private static NslException tooFar(Map<String, Double> drift, StatisticsOptions options) {
    Map.Entry<String, Double> worst =
        drift.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow();
    return new NslException(
        ExitCode.FAILED,
        String.format(
            Locale.ROOT,
            "feature '%s' has drifted by %.4f from --baseline=%s, more than --maxDrift=%s allows",
            worst.getKey(),
            worst.getValue(),
            options.baseline(),
            options.maxDrift()));
  }
}
