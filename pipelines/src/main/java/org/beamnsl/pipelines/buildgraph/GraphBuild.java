package org.beamnsl.pipelines.buildgraph;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.beam.sdk.Pipeline;
import org.beamnsl.beam.synthesize.BuildGraphFromFiles;
import org.beamnsl.core.command.CommandContext;
import org.beamnsl.core.embedding.EmbeddingFiles;
import org.beamnsl.core.embedding.EmbeddingSchema;
import org.beamnsl.core.embedding.FileRange;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.beamnsl.core.manifest.InputFile;
import org.beamnsl.core.manifest.Inputs;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.storage.Storages;
import org.beamnsl.core.synthesis.GraphJob;
import org.beamnsl.core.synthesis.GraphPlaces;
import org.beamnsl.core.synthesis.GraphReport;
import org.beamnsl.pipelines.engine.BeamEngine;

/** One run of {@code build-graph}: from flags to a committed artifact. */
final class GraphBuild {
  private static final long RANGE_BYTES = 64L << 20;
  private static final String REPORT = "report.json";
  private static final String BAD_RECORDS = "badrecords/part-00000-of-00001.tsv";

  private final BuildGraphOptions options;
  private final CommandContext context;
  private final List<InputFile> files;
  private final EmbeddingSchema schema;

  GraphBuild(BuildGraphOptions options, CommandContext context) {
    this.options = options;
    this.context = context;
    this.files = Inputs.files("input", options.input());
    EmbeddingSchema unknown =
        new EmbeddingSchema(options.idFeature(), options.embeddingFeature(), 0);
    this.schema = unknown.withDims(Math.max(1, new EmbeddingFiles(unknown).dims(paths())));
  }

  void run() throws IOException {
    try (ArtifactStaging staging = ArtifactStaging.begin(options.output(), options.overwrite())) {
      GraphJob job = job(staging);
      BeamEngine engine = BeamEngine.of(context, "build-graph");
      Pipeline pipeline = engine.create();
      pipeline.apply("BuildGraph", BuildGraphFromFiles.of(job));
      context.progress().begin("joining", -1, "rows");
      engine.run(pipeline);
      context.progress().end();
      GraphReport report = GraphReport.read(job.places().report());
      Storages.of(job.places().report()).delete(job.places().report());
      commit(staging, report);
    }
  }

  void dryRun() throws IOException {
    context.out().print(new DryRun(options, schema, paths()).plan());
  }

  private List<String> paths() {
    return files.stream().map(InputFile::path).toList();
  }

  private GraphJob job(ArtifactStaging staging) {
    List<FileRange> ranges = EmbeddingFiles.ranges(paths(), RANGE_BYTES);
    List<String> shards = new ArrayList<>();
    int count = Math.max(1, options.numShards());
    for (int shard = 0; shard < count; shard++) {
      shards.add(staging.path(shardName(shard, count)));
    }
    GraphPlaces places = new GraphPlaces(shards, staging.path(BAD_RECORDS), staging.path(REPORT));
    int threads =
        options.threads() == 0 ? Runtime.getRuntime().availableProcessors() : options.threads();
    return new GraphJob(
        ranges,
        schema,
        expectedRows(),
        options.params(),
        threads,
        options.onDuplicateId(),
        options.maxBadFraction(),
        places);
  }

  private String shardName(int shard, int count) {
    return options.singleFile()
        ? Storages.baseName(options.output())
        : Artifact.splitFolder("train") + "/" + Artifact.shardName("graph.tsv", shard, count, "");
  }

  /** Rows that manifests promise, else as many as the bytes can hold. */
  private int expectedRows() {
    long rows = 0;
    for (InputFile file : files) {
      long most = file.bytes() / (schema.dims() * (long) Float.BYTES);
      rows += file.records() >= 0 ? file.records() : most;
    }
    long limit = Integer.MAX_VALUE / schema.dims() - 8;
    if (rows > limit) {
      throw NslException.badData(
          "--input: about " + rows + " rows of " + schema.dims() + " values are too many");
    }
    return (int) Math.max(16, rows);
  }

  private void commit(ArtifactStaging staging, GraphReport report) {
    List<ManifestFile> listed = new ArrayList<>();
    for (ManifestFile file : report.files()) {
      listed.add(renamed(file, options.singleFile() ? "" : Artifact.splitFolder("train") + "/"));
    }
    if (!options.singleFile()) {
      report.badRecordsFile().forEach(file -> listed.add(renamed(file, "badrecords/")));
    }
    Manifest manifest =
        Manifest.of("build-graph", "SynthesizedGraphPath")
            .withOptions(context.dataOptions())
            .withInputs(Map.of("input", Inputs.digest("input", options.input())))
            .withFiles(listed)
            .withCounters(
                Map.of(
                    "records", report.records(),
                    "badRecords", report.badRecords(),
                    "edges", listed.stream().mapToLong(ManifestFile::records).sum()));
    for (Map.Entry<String, Object> detail : report.details().entrySet()) {
      manifest = manifest.withDetail(detail.getKey(), detail.getValue());
    }
    if (options.singleFile()) {
      staging.commitFile(Storages.baseName(options.output()), manifest);
    } else {
      staging.commit(manifest);
    }
    new BuildSummary(context).print(options.output(), report);
  }

  private static ManifestFile renamed(ManifestFile file, String folder) {
    return new ManifestFile(folder + file.path(), file.bytes(), file.records(), file.sha256());
  }
}
