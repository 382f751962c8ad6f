package org.beamnsl.pipelines.buildgraph;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
import org.beamnsl.core.synthesis.Growth;
import org.jspecify.annotations.Nullable;

/** The graph that rows are added to: its files, and from its manifest how it was built. */
final class PreviousGraph {
  /** Flags that decide which edges a graph has. */
  private static final List<String> DECIDING =
      List.of("similarityThreshold", "topK", "maxNeighbors", "neighborRule", "seed", "center");

  private final BuildGraphOptions options;
  private final String graph;
  private final String embeddings;

  private PreviousGraph(BuildGraphOptions options, String graph, String embeddings) {
    this.options = options;
    this.graph = graph;
    this.embeddings = embeddings;
  }

  /** The graph that the flags name, or nothing when they name none. */
  static @Nullable PreviousGraph of(BuildGraphOptions options) {
    String graph = options.previousGraph();
    String embeddings = options.previousEmbeddings();
    if (graph == null && embeddings == null) {
      return null;
    }
    if (graph == null || embeddings == null) {
      throw NslException.usage("--previousGraph and --previousEmbeddings need each other");
    }
    if (options.center() || options.neighborRule() == NeighborRule.MUTUAL) {
      throw NslException.usage(
          "--previousGraph: graphs built with --center or --neighborRule=mutual cannot be added to");
    }
    return new PreviousGraph(options, graph, embeddings);
  }

  List<InputFile> embeddings() {
    return Inputs.files("previousEmbeddings", embeddings);
  }

  Map<String, String> digests() {
    return Map.of(
        "previousGraph", Inputs.digest("previousGraph", graph),
        "previousEmbeddings", Inputs.digest("previousEmbeddings", embeddings));
  }

  /** What the join needs to know. */
  Growth growth(EmbeddingSchema schema, CommandContext context, long rangeBytes)
      throws IOException {
    Manifest manifest = manifest();
    checkFlags(manifest, context);
    Map<String, Object> details = manifest.details();
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
    List<String> paths = embeddings().stream().map(InputFile::path).toList();
    return new Growth(
        Inputs.files("previousGraph", graph).stream().map(InputFile::path).toList(),
        EmbeddingFiles.ranges(paths, rangeBytes),
        number(details, "rows"),
        method,
        hash);
  }

  private Manifest manifest() throws IOException {
    Artifact artifact =
        Inputs.artifact(graph)
            .orElseThrow(
                () ->
                    NslException.badData(
                        "--previousGraph=" + graph + ": no manifest says how it was built"));
    Manifest manifest = artifact.manifest();
    if (!manifest.command().equals("build-graph")) {
      throw NslException.badData(
          "--previousGraph=" + graph + ": written by " + manifest.command() + ", not build-graph");
    }
    return manifest;
  }

  private void checkFlags(Manifest manifest, CommandContext context) {
    for (String flag : DECIDING) {
      String before = manifest.options().get(flag);
      String now = context.dataOptions().get(flag);
      if (!Objects.equals(before, now)) {
        throw NslException.usage(
            "--" + flag + "=" + now + ": --previousGraph was built with " + before);
      }
    }
  }

  private JoinMethod method(Map<String, Object> details) {
    JoinMethod method =
        JoinMethod.valueOf(String.valueOf(details.get("method")).toUpperCase(Locale.ROOT));
    boolean spread = number(details, "outerRounds") > 1;
    if (method == JoinMethod.NSL || spread) {
      throw NslException.usage(
          "--previousGraph="
              + graph
              + ": graphs built with --method=nsl or hashed into several partitions cannot be"
              + " added to");
    }
    if (options.method() != JoinMethod.AUTO && options.method() != method) {
      throw NslException.usage(
          "--method="
              + options.method().name().toLowerCase(Locale.ROOT)
              + ": --previousGraph was built with "
              + method.name().toLowerCase(Locale.ROOT));
    }
    return method;
  }

  private int number(Map<String, Object> details, String name) {
    if (details.get(name) instanceof Number value) {
      return value.intValue();
    }
    throw NslException.badData("--previousGraph=" + graph + ": its manifest lacks " + name);
  }
}
