package org.beamnsl.pipelines.buildgraph;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.beamnsl.beam.synthesize.BuildGraphFromFiles;
import org.beamnsl.core.command.CommandContext;
import org.beamnsl.core.embedding.EmbeddingFiles;
import org.beamnsl.core.embedding.EmbeddingSchema;
import org.beamnsl.core.embedding.FileRange;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.beamnsl.core.manifest.InputFile;
import org.beamnsl.core.manifest.Inputs;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.storage.Storages;
import org.beamnsl.core.synthesis.DuplicateIds;
import org.beamnsl.core.synthesis.GraphJob;
import org.beamnsl.core.synthesis.GraphPlaces;
import org.beamnsl.core.synthesis.GraphReport;
import org.beamnsl.core.synthesis.Growth;
import org.beamnsl.core.synthesis.OnePartition;
import org.beamnsl.core.synthesis.PreviousRows;
import org.beamnsl.pipelines.engine.BeamEngine;
import org.jspecify.annotations.Nullable;

/** One run of {@code build-graph}: from flags to a committed artifact. */
final class GraphBuild {
  private static final long RANGE_BYTES = 64L << 20;
  private static final String REPORT = "report.json";

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
    EmbeddingSchema unknown = options.schema();
    int dims = new EmbeddingFiles(unknown).dims(dropsRows() ? paths() : allPaths());
    this.schema = unknown.tokens() ? unknown : unknown.withDims(Math.max(1, dims));
  }

  void run() throws IOException {
    try (ArtifactStaging staging =
        ArtifactStaging.begin(options.output(), options.overwrite(), options.singleFile())) {
      GraphJob job = job(staging);
      context.progress().begin("joining", -1, "rows");
      Map<String, Object> metrics =
          job.onePlace() && BeamEngine.optional(context)
              ? joinHere(job)
              : joinOnEngine(job, staging);
      context.progress().end();
      GraphReport report = GraphReport.read(job.places().report());
      Storages.of(job.places().report()).delete(job.places().report());
      List<ManifestFile> graph =
          new GraphFiles(options, staging).settle(job.onePlace(), report.files());
      if (job.growth() != null && takenOver(report) == 0) {
        context
            .progress()
            .note("all pairs were compared: less than half of the rows are as in --previousGraph");
      }
      new GraphArtifact(options, context, previous).commit(staging, graph, report, metrics);
    }
  }

  private static Map<String, Object> joinHere(GraphJob job) throws IOException {
    new OnePartition(job).run();
    return Map.of("spilledBytes", 0L);
  }

  private Map<String, Object> joinOnEngine(GraphJob job, ArtifactStaging staging) {
    BeamEngine engine = BeamEngine.of(context, "build-graph");
    Pipeline pipeline = engine.create();
    pipeline.apply("BuildGraph", BuildGraphFromFiles.of(job));
    Map<String, Object> metrics = JoinMetrics.of(engine.run(pipeline, staging));
    metrics.put("spilledBytes", engine.spilledBytes());
    return metrics;
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
        new GraphPlaces(
            new GraphFiles(options, staging).written(onePlace),
            staging.path(GraphArtifact.BAD_RECORDS),
            staging.path(REPORT),
            options.keepKeys() ? staging.path(KeptByGraph.FOLDER) : null),
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
}
