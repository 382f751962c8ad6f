package org.beamnsl.pipelines.buildgraph;

import static com.google.common.truth.Truth.assertWithMessage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Builds graphs in a folder, from flags that are written as one types them. */
final class GraphsInFolder {
  private final Path folder;

  GraphsInFolder(Path folder) {
    this.folder = folder;
  }

  /** Builds a graph, which must succeed, and returns where it is. */
  Path build(String name, String flags, Object input) {
    BuildGraphRun run = run(name, flags, input);
    assertWithMessage(run.err()).that(run.status()).isEqualTo(0);
    return folder.resolve(name);
  }

  /** Adds rows to a graph. */
  Path grow(String name, String flags, Path graph, Object embeddings, Object input) {
    return build(name, flags + from(graph, embeddings), input);
  }

  /** Runs the command, whatever comes of it. */
  BuildGraphRun run(String name, String flags, Object input) {
    List<Object> all = new ArrayList<>(List.of((Object[]) flags.split(" ")));
    all.add("--input=" + input);
    all.add("--output=" + folder.resolve(name));
    return BuildGraphRun.of(all.toArray());
  }

  /** The flags that name an earlier graph. */
  static String from(Path graph, Object embeddings) {
    return " --previousGraph=" + graph + " --previousEmbeddings=" + embeddings;
  }

  /** A number among what a manifest says. */
  static double number(Map<String, Object> details, String name) {
    return ((Number) Objects.requireNonNull(details.get(name))).doubleValue();
  }
}
