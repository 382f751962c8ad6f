package org.beamnsl.pipelines.buildgraph;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.beamnsl.core.badrecord.BadRecord;
import org.beamnsl.core.graph.EdgeFiles;
import org.beamnsl.core.graph.EdgeInput;
import org.beamnsl.core.graph.EdgeOutput;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.ArtifactStaging;
import org.beamnsl.core.manifest.DigestingTap;
import org.beamnsl.core.manifest.ManifestFile;
import org.beamnsl.core.storage.Storages;
import org.beamnsl.core.synthesis.RunMerge;

/** Where the edges of one run are written, and what becomes of these files. */
final class GraphFiles {
  private static final int RUNS = 32;
  private static final String RUN_FOLDER = "runs";

  /** Text on its way to packed edges. */
  private static final String UNPACKED = "unpacked.tsv";

  private final BuildGraphOptions options;
  private final ArtifactStaging staging;

  GraphFiles(BuildGraphOptions options, ArtifactStaging staging) {
    this.options = options;
    this.staging = staging;
  }

  /**
   * The paths that edges are written to.
   *
   * @param onePlace whether one worker writes them
   */
  List<String> written(boolean onePlace) {
    return !onePlace && mergesRuns() ? runs() : shardNames().stream().map(staging::path).toList();
  }

  /** Whether many workers write sorted runs that are merged into one file at the end. */
  private boolean mergesRuns() {
    return options.singleFile() || options.numShards() <= 1;
  }

  private List<String> runs() {
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

  /**
   * The files of the graph, in place: merged from runs, or as written, none missing, or packed.
   *
   * @param onePlace whether one worker wrote them
   * @param files what was written
   */
  List<ManifestFile> settle(boolean onePlace, List<ManifestFile> files) throws IOException {
    List<ManifestFile> text = text(onePlace, files);
    return options.packed() ? pack() : text;
  }

  private List<ManifestFile> text(boolean onePlace, List<ManifestFile> files) throws IOException {
    List<ManifestFile> settled = new ArrayList<>();
    if (!onePlace && mergesRuns()) {
      String name = shardNames().get(0);
      List<String> written =
          files.stream().map(file -> staging.path(RUN_FOLDER + "/" + file.path())).toList();
      settled.add(GraphArtifact.withPath(RunMerge.merge(written, staging.path(name)), name));
      Storages.of(staging.folder()).delete(staging.path(RUN_FOLDER));
      return settled;
    }
    for (String name : shardNames()) {
      ManifestFile found = null;
      for (ManifestFile file : files) {
        found = Storages.baseName(name).equals(file.path()) ? file : found;
      }
      settled.add(
          GraphArtifact.withPath(
              found == null ? RunMerge.merge(List.of(), staging.path(name)) : found, name));
    }
    return settled;
  }

  /** The packed graph, in place of its text. */
  private List<ManifestFile> pack() throws IOException {
    String text = staging.path(UNPACKED);
    String name = Storages.baseName(options.output());
    DigestingTap tap = new DigestingTap();
    long edges;
    try (EdgeInput in = EdgeFiles.open(text, "", GraphFiles::refuse);
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
}
