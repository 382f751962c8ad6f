package org.beamnsl.pipelines.buildgraph;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.beamnsl.beam.synthesize.BuildGraphFromFiles;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.command.CommandContext;
import org.beamnsl.core.embedding.EmbeddingFiles;
import org.beamnsl.core.embedding.EmbeddingSchema;
import org.beamnsl.core.embedding.FileRange;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.graph.EdgeFiles;
import org.beamnsl.core.graph.EdgeInput;
import org.beamnsl.core.graph.EdgeOutput;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.beamnsl.core.manifest.DigestingTap;
import org.beamnsl.core.manifest.InputFile;
import org.beamnsl.core.manifest.Inputs;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.storage.Storages;
import org.beamnsl.core.synthesis.DuplicateIds;
import org.beamnsl.core.synthesis.GraphJob;
import org.beamnsl.core.synthesis.GraphPlaces;
import org.beamnsl.core.synthesis.GraphReport;
import org.beamnsl.core.synthesis.Growth;
import org.beamnsl.core.synthesis.PreviousRows;
import org.beamnsl.core.synthesis.RunMerge;
import org.beamnsl.pipelines.engine.BeamEngine;
import org.jspecify.annotations.Nullable;

/** One run of {@code build-graph}: from flags to a committed artifact. */
final class GraphBuild {
  private static final long RANGE_BYTES = 64L << 20;
  private static final int RUNS = 32;
  private static final String RUN_FOLDER = "runs";

  /** Text on its way to packed edges. */
  private static final String UNPACKED = "unpacked.tsv";

  private static final String REPORT = "report.json";
  private static final String BAD_RECORDS = "badrecords/part-00000-of-00001.tsv";

  private final BuildGraphOptions options;
  private final CommandContext context;
  private final List<InputFile> files;
  private final EmbeddingSchema schema;
  private final @Nullable PreviousGraph previous;

  GraphBuild(BuildGraphOptions options, CommandContext context) {
    this.options = options;
    this.context = context;
    this.files = Inputs.files("input", options.input());
    this.previous = PreviousGraph.of(options);
    EmbeddingSchema unknown =
        new EmbeddingSchema(options.idFeature(), options.embeddingFeature(), 0);
    this.schema =
        unknown.withDims(
            Math.max(1, new EmbeddingFiles(unknown).dims(dropsRows() ? paths() : allPaths())));
  }

  void run() throws IOException {
    try (ArtifactStaging staging =
        ArtifactStaging.begin(options.output(), options.overwrite(), options.singleFile())) {
      GraphJob job = job(staging);
      BeamEngine engine = BeamEngine.of(context, "build-graph");
      Pipeline pipeline = engine.create();
      pipeline.apply("BuildGraph", BuildGraphFromFiles.of(job));
      context.progress().begin("joining", -1, "rows");
      PipelineResult result = engine.run(pipeline, staging);
      context.progress().end();
      GraphReport report = GraphReport.read(job.places().report());
      Storages.of(job.places().report()).delete(job.places().report());
      Map<String, Object> metrics = JoinMetrics.of(result);
      metrics.put("spilledBytes", engine.spilledBytes());
      List<ManifestFile> graph = settle(staging, job, report);
      if (job.growth() != null && takenOver(report) == 0) {
        context
            .progress()
            .note("all pairs were compared: less than half of the rows are as in --previousGraph");
      }
      commit(staging, options.packed() ? pack(staging) : graph, report, metrics);
    }
  }

  void dryRun() throws IOException {
    if (previous != null) {
      throw NslException.usage(
          "--dryRun plans new graphs; --previousGraph brings its plan with it");
    }
    context.out().print(new DryRun(options, schema, paths()).plan());
  }

  private List<String> paths() {
    return files.stream().map(InputFile::path).toList();
  }

  /** Files of rows that the graph has, then of those that are added. */
  private List<String> allPaths() {
    return Stream.concat(known().stream(), files.stream()).map(InputFile::path).toList();
  }

  private List<InputFile> known() {
    return previous == null ? List.of() : previous.embeddings();
  }

  private GraphJob job(ArtifactStaging staging) throws IOException {
    List<FileRange> ranges = EmbeddingFiles.ranges(paths(), RANGE_BYTES);
    long limit = options.params().rowsInOnePlace(schema.dims());
    long input = new InputRows(files, schema).expected();
    long both = input + new InputRows(known(), schema).expected();
    @Nullable Growth growth = growth(both <= limit);
    long rows = growth == null ? input : both;
    boolean onePlace = rows <= limit;
    if (!onePlace && options.onDuplicateId() == DuplicateIds.LAST) {
      throw NslException.usage(
          "--onDuplicateId=last needs all rows in one place: about "
              + rows
              + " rows are more than --partitionRows="
              + options.partitionRows());
    }
    List<String> shards =
        !onePlace && mergesRuns()
            ? runs(staging)
            : shardNames().stream().map(staging::path).toList();
    int cores = onePlace ? Runtime.getRuntime().availableProcessors() : 1;
    int threads = options.threads() == 0 ? cores : options.threads();
    return new GraphJob(
        ranges,
        schema,
        (int) Math.max(16, dropsRows() ? input : rows),
        onePlace,
        options.params(),
        threads,
        options.onDuplicateId(),
        options.maxBadFraction(),
        new GraphPlaces(shards, staging.path(BAD_RECORDS), staging.path(REPORT)),
        growth);
  }

  private @Nullable Growth growth(boolean onePlace) throws IOException {
    Optional<String> obstacle =
        previous == null
            ? Optional.of("no earlier graph is given")
            : previous.obstacle(schema, context, onePlace);
    if (previous != null && obstacle.isEmpty()) {
      return previous.growth(schema, RANGE_BYTES);
    }
    if (previous != null && !dropsRows()) {
      throw NslException.usage(obstacle.get());
    }
    if (dropsRows()) {
      context.progress().note("all pairs are compared: " + obstacle.get());
    }
    return null;
  }

  private static long takenOver(GraphReport report) {
    return report.details().get("previousRows") instanceof Number rows ? rows.longValue() : 0;
  }

  private boolean dropsRows() {
    return options.previousRows() == PreviousRows.DROP;
  }

  /** Whether many workers write sorted runs that are merged into one file at the end. */
  private boolean mergesRuns() {
    return options.singleFile() || options.numShards() <= 1;
  }

  private static List<String> runs(ArtifactStaging staging) {
    return IntStream.range(0, RUNS)
        .mapToObj(run -> staging.path(Artifact.shardName(RUN_FOLDER + "/run", run, RUNS, "")))
        .toList();
  }

  private List<String> shardNames() {
    int count = Math.max(1, options.numShards());
    return IntStream.range(0, count).mapToObj(shard -> shardName(shard, count)).toList();
  }

  private String shardName(int shard, int count) {
    if (options.packed()) {
      return UNPACKED;
    }
    return options.singleFile()
        ? Storages.baseName(options.output())
        : Artifact.splitFolder("train") + "/" + Artifact.shardName("graph.tsv", shard, count, "");
  }

  /** The files of the graph, in place: merged from runs, or as written, none missing. */
  private List<ManifestFile> settle(ArtifactStaging staging, GraphJob job, GraphReport report)
      throws IOException {
    List<ManifestFile> settled = new ArrayList<>();
    if (!job.onePlace() && mergesRuns()) {
      String name = shardNames().get(0);
      List<String> written =
          report.files().stream()
              .map(file -> staging.path(RUN_FOLDER + "/" + file.path()))
              .toList();
      settled.add(withPath(RunMerge.merge(written, staging.path(name)), name));
      Storages.of(staging.folder()).delete(staging.path(RUN_FOLDER));
      return settled;
    }
    for (String name : shardNames()) {
      ManifestFile found = null;
      for (ManifestFile file : report.files()) {
        found = Storages.baseName(name).equals(file.path()) ? file : found;
      }
      settled.add(
          withPath(found == null ? RunMerge.merge(List.of(), staging.path(name)) : found, name));
    }
    return settled;
  }

  /** The packed graph, in place of its text. */
  private List<ManifestFile> pack(ArtifactStaging staging) throws IOException {
    String text = staging.path(UNPACKED);
    String name = Storages.baseName(options.output());
    DigestingTap tap = new DigestingTap();
    long edges;
    try (EdgeInput in = EdgeFiles.open(text, "", GraphBuild::refuse);
        EdgeOutput out = EdgeFiles.create(staging.path(name), tap::on)) {
      while (in.advance()) {
        out.write(in);
      }
      out.finish();
      edges = out.edges();
    }
    Storages.of(text).delete(text);
    return List.of(tap.manifestFile(name, edges));
  }

  private static void refuse(BadRecord line) {
    throw new IllegalStateException("a line of the graph just written: " + line);
  }

  private void commit(
      ArtifactStaging staging,
      List<ManifestFile> graph,
      GraphReport report,
      Map<String, Object> metrics) {
    List<ManifestFile> listed = new ArrayList<>(graph);
    if (!options.singleFile()) {
      report.badRecordsFile().forEach(file -> listed.add(withPath(file, BAD_RECORDS)));
    }
    Map<String, Object> details = new TreeMap<>(metrics);
    details.putAll(report.details());
    // As the artifact type of this name has them elsewhere.
    details.put("span", options.span());
    if (!options.singleFile()) {
      details.put("split_names", "[\"" + Artifact.splitFolder("train") + "\"]");
    }
    Manifest manifest =
        Manifest.of("build-graph", "SynthesizedGraphPath")
            .withOptions(context.dataOptions())
            .withInputs(inputs())
            .withFiles(listed)
            .withCounters(
                Map.of(
                    "records", report.records(),
                    "badRecords", report.badRecords(),
                    "edges", graph.stream().mapToLong(ManifestFile::records).sum()));
    for (Map.Entry<String, Object> detail : details.entrySet()) {
      manifest = manifest.withDetail(detail.getKey(), detail.getValue());
    }
    if (options.singleFile()) {
      staging.commitFile(Storages.baseName(options.output()), manifest);
    } else {
      staging.commit(manifest);
    }
    new BuildSummary(context).print(options.output(), graph, report, details);
  }

  private Map<String, String> inputs() {
    Map<String, String> digests = new TreeMap<>();
    digests.put("input", Inputs.digest("input", options.input()));
    if (previous != null) {
      digests.putAll(previous.digests());
    }
    return digests;
  }

  private static ManifestFile withPath(ManifestFile file, String path) {
    return new ManifestFile(path, file.bytes(), file.records(), file.sha256());
  }
}
