package org.beamnsl.pipelines.buildgraph;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.beamnsl.core.command.CommandContext;
import org.beamnsl.core.embedding.EmbeddingFiles;
import org.beamnsl.core.embedding.EmbeddingSchema;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.graph.NeighborRule;
import org.beamnsl.core.join.JoinMethod;
import org.beamnsl.core.lsh.HashParams;
import org.beamnsl.core.manifest.Artifact;
import org.beamnsl.core.manifest.InputFile;
import org.beamnsl.core.manifest.Inputs;
import org.beamnsl.core.manifest.Manifest;
import org.beamnsl.core.measure.CosineSimilarity;
import org.beamnsl.core.synthesis.DuplicateIds;
import org.beamnsl.core.synthesis.Growth;
import org.beamnsl.core.synthesis.PreviousRows;
import org.jspecify.annotations.Nullable;

/** An earlier graph that spares work: its files, and from its manifest how it was built. */
final class PreviousGraph {
  /** Flags that decide which edges a graph has. */
  private static final List<String> DECIDING =
      List.of(
          "similarity",
          "similarityThreshold",
          "topK",
          "maxNeighbors",
          "neighborRule",
          "seed",
          "center");

  /** What flags meant before there were such flags. */
  private static final Map<String, String> UNSAID = Map.of("similarity", CosineSimilarity.NAME);

  private final BuildGraphOptions options;
  private final String graph;
  private final String embeddings;

  private PreviousGraph(BuildGraphOptions options, String graph, String embeddings) {
    this.options = options;
    this.graph = graph;
    this.embeddings = embeddings;
  }

  /**
   * The graph that the flags name, or nothing when they name none.
   *
   * @throws NslException (64) when one flag lacks the other; where rows are dropped that means that
   *     there is no earlier graph
   */
  static @Nullable PreviousGraph of(BuildGraphOptions options) {
    String graph = options.previousGraph();
    String embeddings = options.previousEmbeddings();
    if (graph != null && embeddings != null) {
      return new PreviousGraph(options, graph, embeddings);
    }
    if ((graph != null || embeddings != null) && options.previousRows() == PreviousRows.KEEP) {
      throw NslException.usage("--previousGraph and --previousEmbeddings need each other");
    }
    return null;
  }

  List<InputFile> embeddings() {
    return Inputs.files("previousEmbeddings", embeddings);
  }

  Map<String, String> digests() {
    return Map.of(
        "previousGraph", Inputs.digest("previousGraph", graph),
        "previousEmbeddings", Inputs.digest("previousEmbeddings", embeddings));
  }

  /** Why this graph cannot be taken over under these flags; nothing when it can. */
  Optional<String> obstacle(EmbeddingSchema schema, CommandContext context, boolean onePlace)
      throws IOException {
    if (options.center() || options.neighborRule() == NeighborRule.MUTUAL) {
      return Optional.of(
          "--previousGraph: graphs built with --center or --neighborRule=mutual cannot be added to");
    }
    if (!onePlace || options.onDuplicateId() == DuplicateIds.LAST) {
      return Optional.of(
          "--previousGraph needs distinct ids (--onDuplicateId=fail) and all rows in one place:"
              + " --partitionRows="
              + options.partitionRows());
    }
    Manifest manifest = manifest();
    for (String flag : DECIDING) {
      String said = manifest.options().get(flag);
      String before = said == null ? UNSAID.get(flag) : said;
      String now = context.dataOptions().get(flag);
      if (!Objects.equals(before, now)) {
        return Optional.of("--" + flag + "=" + now + ": --previousGraph was built with " + before);
      }
    }
    int dims = new EmbeddingFiles(schema).dims(paths());
    if (dims > 0 && dims != schema.dims()) {
      return Optional.of(
          "--input has vectors of " + schema.dims() + " values, --previousEmbeddings of " + dims);
    }
    return methodObstacle(manifest.details());
  }

  private Optional<String> methodObstacle(Map<String, Object> details) {
    JoinMethod method = method(details);
    if (method == JoinMethod.NSL || number(details, "outerRounds") > 1) {
      return Optional.of(
          "--previousGraph="
              + graph
              + ": graphs built with --method=nsl or hashed into several partitions cannot be"
              + " added to");
    }
    if (options.method() != JoinMethod.AUTO && options.method() != method) {
      return Optional.of(
          "--method="
              + options.method().name().toLowerCase(Locale.ROOT)
              + ": --previousGraph was built with "
              + method.name().toLowerCase(Locale.ROOT));
    }
    return Optional.empty();
  }

  /** What the join needs to know of a graph without obstacle. */
  Growth growth(EmbeddingSchema schema, long rangeBytes) throws IOException {
    Map<String, Object> details = manifest().details();
    JoinMethod method = method(details);
    @Nullable HashParams hash =
        method == JoinMethod.LSH
            ? new HashParams(
                schema.dims(),
                number(details, "hashWidth"),
                number(details, "hashSlices"),
                number(details, "rounds"),
                options.seed())
            : null;
    return new Growth(
        Inputs.files("previousGraph", graph).stream().map(InputFile::path).toList(),
        EmbeddingFiles.ranges(paths(), rangeBytes),
        number(details, "rows"),
        method,
        hash,
        options.previousRows(),
        hash == null ? null : new KeptByGraph(artifact()).keys().orElse(null));
  }

  private List<String> paths() {
    return embeddings().stream().map(InputFile::path).toList();
  }

  private Artifact artifact() {
    return Inputs.artifact(graph)
        .orElseThrow(
            () ->
                NslException.badData(
                    "--previousGraph=" + graph + ": no manifest says how it was built"));
  }

  private Manifest manifest() {
    Manifest manifest = artifact().manifest();
    if (!manifest.command().equals("build-graph")) {
      throw NslException.badData(
          "--previousGraph=" + graph + ": written by " + manifest.command() + ", not build-graph");
    }
    return manifest;
  }

  private static JoinMethod method(Map<String, Object> details) {
    return JoinMethod.valueOf(String.valueOf(details.get("method")).toUpperCase(Locale.ROOT));
  }

  private int number(Map<String, Object> details, String name) {
    if (details.get(name) instanceof Number value) {
      return value.intValue();
    }
    throw NslException.badData("--previousGraph=" + graph + ": its manifest lacks " + name);
  }
}
