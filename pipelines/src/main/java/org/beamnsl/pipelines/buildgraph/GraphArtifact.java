package org.beamnsl.pipelines.buildgraph;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.beamnsl.core.command.CommandContext;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.beamnsl.core.manifest.Inputs;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.storage.Storages;
import org.beamnsl.core.synthesis.GraphReport;
import org.jspecify.annotations.Nullable;

/** The manifest of a graph, and the end of the run that built it. */
final class GraphArtifact {
  /** The list of bad records within the artifact. */
  static final String BAD_RECORDS = "badrecords/part-00000-of-00001.tsv";

  private final BuildGraphOptions options;
  private final CommandContext context;
  private final @Nullable PreviousGraph previous;

  GraphArtifact(
      BuildGraphOptions options, CommandContext context, @Nullable PreviousGraph previous) {
    this.options = options;
    this.context = context;
    this.previous = previous;
  }

  /** Makes the graph an artifact and says what it is. */
  void commit(
      ArtifactStaging staging,
      List<ManifestFile> graph,
      GraphReport report,
      Map<String, Object> metrics) {
    List<ManifestFile> listed = new ArrayList<>(graph);
    if (!options.singleFile()) {
      report.badRecordsFile().forEach(file -> listed.add(withPath(file, BAD_RECORDS)));
    }
    report
        .keyFiles()
        .forEach(file -> listed.add(withPath(file, KeptByGraph.FOLDER + "/" + file.path())));
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

  /** The same file under another name. */
  static ManifestFile withPath(ManifestFile file, String path) {
    return new ManifestFile(path, file.bytes(), file.records(), file.sha256());
  }
}
