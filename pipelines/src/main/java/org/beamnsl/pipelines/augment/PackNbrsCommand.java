package org.beamnsl.pipelines.augment;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline;
import org.beamnsl.beam.augment.AugmentCounters;
import org.beamnsl.beam.augment.AugmentFiles;
import org.beamnsl.beam.augment.AugmentHere;
import org.beamnsl.beam.augment.AugmentPlan;
import org.beamnsl.beam.badrecords.WriteBadRecords;
import org.beamnsl.beam.io.StageReport;
import org.beamnsl.beam.io.WriteStageReport;
import org.beamnsl.core.badrecord.BadRecordPolicy;
import org.beamnsl.core.command.Command;
import org.beamnsl.core.command.CommandContext;
import org.beamnsl.core.failure.ExitCode;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.beamnsl.core.manifest.Inputs;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.core.storage.Storages;
import org.beamnsl.pipelines.engine.BeamEngine;
import org.jspecify.annotations.Nullable;

/** Packs neighbours beside examples, for training with a graph. */
public final class PackNbrsCommand implements Command<PackNbrsOptions> {
  private static final String REPORT = "_report.json";
  private static final List<String> POSITIONAL = List.of("labeled", "unlabeled", "graph", "output");

  @Override
  public String name() {
    return "pack-nbrs";
  }

  @Override
  public String summary() {
    return "pack each example's neighbours beside it, for training with a graph";
  }

  @Override
  public String details() {
    return """
        Every labelled example becomes a record with its own features and those of its heaviest
        neighbours: NL_nbr_0_<feature>, NL_nbr_0_weight, ..., and NL_num_nbrs; NL_nbr_0_type where the
        edge has a type. Edges to unknown ids are counted and dropped before neighbours are chosen.
        Of several edges between two examples the heaviest counts. Records come ordered by id.
        The original's spelling works, too: pack-nbrs --max_nbrs=5 labeled unlabeled graph output,
        with '' for no unlabelled examples.
        """;
  }

  @Override
  public List<String> examples() {
    return List.of(
        "pack-nbrs --labeled=train.tfrecord --unlabeled=more.tfrecord --graph=graph.tsv"
            + " --output=packed.tfrecord --maxNeighbors=5 --addUndirectedEdges=true",
        "pack-nbrs --input=examples --graph=graph --output=augmented --maxNeighbors=3",
        "pack-nbrs --max_nbrs=5 labeled.tfr unlabeled.tfr graph.tsv out.tfr");
  }

  @Override
  public Class<PackNbrsOptions> optionsType() {
    return PackNbrsOptions.class;
  }

  @Override
  public boolean acceptsEngineFlags() {
    return true;
  }

  @Override
  public Map<String, String> aliases() {
    return Map.of("max_nbrs", "maxNeighbors", "id_feature_name", "idFeature");
  }

  @Override
  public Map<String, String> positional(List<String> positional) {
    if (positional.size() != POSITIONAL.size()) {
      throw NslException.usage(
          "expected 4 arguments (labeled, unlabeled, graph, output), got " + positional.size());
    }
    Map<String, String> flags = new TreeMap<>();
    for (int i = 0; i < positional.size(); i++) {
      flags.put(POSITIONAL.get(i), positional.get(i));
    }
    return flags;
  }

  @Override
  public ExitCode run(PackNbrsOptions options, CommandContext context) throws IOException {
    BadRecordPolicy policy = new BadRecordPolicy(options.maxBadFraction());
    PackInputs inputs = PackInputs.of(options);
    PackOutput output = PackOutput.of(options);
    Map<String, String> digests = digests(options);
    AugmentPlan.Method method = inputs.method(output.shards());
    @Nullable BeamEngine engine =
        method.oneTable() && BeamEngine.optional(context) ? null : BeamEngine.of(context, name());
    try (ArtifactStaging staging =
        ArtifactStaging.begin(options.output(), options.overwrite(), output.oneFile())) {
      AugmentPlan plan =
          new AugmentPlan(
              inputs.examples(),
              inputs.graphs(),
              options.graphComments() == null ? "" : options.graphComments(),
              options.labelFeature(),
              method,
              staging.folder(),
              output.prefix(),
              output.shards(),
              options.compression());
      context.progress().begin("pack neighbours", -1, "records");
      StageReport report =
          engine == null
              ? AugmentHere.pack(plan, options.params())
              : packOn(engine, AugmentFiles.of(plan, options.params()), staging);
      check(report, policy, options);
      report = report.plus(inputs.copyOtherSplits(staging));
      output.commit(staging, manifest(digests, context, report));
      context.progress().set(report.count(AugmentCounters.RECORDS));
      context.out().println(summary(options, report));
      return ExitCode.DONE;
    }
  }

  private StageReport packOn(BeamEngine engine, AugmentFiles augment, ArtifactStaging staging)
      throws IOException {
    Pipeline pipeline = engine.create();
    pipeline
        .apply("Augment", augment)
        .apply("Report", WriteStageReport.of(name(), staging.path(REPORT)));
    engine.run(pipeline, staging);
    Storages.of(staging.folder()).delete(staging.path(AugmentFiles.SCRATCH));
    return StageReport.take(staging.path(REPORT));
  }

  private static void check(StageReport report, BadRecordPolicy policy, PackNbrsOptions options) {
    policy.check(
        report.count(WriteBadRecords.COUNTER),
        report.count(AugmentCounters.READ),
        report.badExamples());
    if (report.count(AugmentCounters.RECORDS) == 0) {
      throw NslException.badData(
          options.input() == null
              ? "--labeled=" + options.labeled() + ": no labelled examples"
              : "--input=" + options.input() + ": no labelled examples in split train");
    }
  }

  /** Taken before the inputs are read: one that changes meanwhile is then another the next time. */
  private static Map<String, String> digests(PackNbrsOptions options) {
    Map<String, String> digests = new TreeMap<>();
    put(digests, "labeled", options.labeled());
    put(digests, "unlabeled", options.unlabeled());
    put(digests, "input", options.input());
    put(digests, "graph", options.graph());
    return digests;
  }

  private Manifest manifest(
      Map<String, String> digests, CommandContext context, StageReport report) {
    return Manifest.of(name(), "Examples")
        .withOptions(context.dataOptions())
        .withInputs(digests)
        .withFiles(report.files())
        .withCounters(report.counters());
  }

  private static void put(Map<String, String> digests, String role, @Nullable String spec) {
    if (spec != null && !spec.isEmpty()) {
      digests.put(role, Inputs.digest(role, spec));
    }
  }

  private static String summary(PackNbrsOptions options, StageReport report) {
    long records = report.count(AugmentCounters.RECORDS);
    return String.format(
        Locale.ROOT,
        "%s: %,d records with %,d neighbours (%.2f each), %,d edges read, %,d dangling, %,d bad",
        options.output(),
        records,
        report.count(AugmentCounters.NEIGHBORS),
        (double) report.count(AugmentCounters.NEIGHBORS) / records,
        report.count(AugmentCounters.EDGES),
        report.count(AugmentCounters.DANGLING_EDGES),
        report.count(WriteBadRecords.COUNTER));
  }
}
