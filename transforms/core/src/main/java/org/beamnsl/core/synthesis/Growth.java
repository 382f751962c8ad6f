package org.beamnsl.core.synthesis;

import java.io.Serializable;
import java.util.List;
import org.beamnsl.core.embedding.FileRange;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.join.JoinMethod;
import org.beamnsl.core.lsh.HashParams;
import org.jspecify.annotations.Nullable;

/**
 * An earlier graph that spares comparing pairs again.
 *
 * @param graph its files of edges
 * @param embeddings the files of the rows that it was built from, in order
 * @param rows number of these rows
 * @param method how its pairs were found
 * @param hash the shape of the hash that found them; null when all pairs were compared
 * @param others what becomes of rows that only it has
 * @param keys what it kept so that rows can be added cheaply; null when nothing
 */
public record Growth(
    List<String> graph,
    List<FileRange> embeddings,
    long rows,
    JoinMethod method,
    @Nullable HashParams hash,
    PreviousRows others,
    @Nullable KeptKeys keys)
    implements Serializable {
  /** Copies the lists. */
  public Growth {
    graph = List.copyOf(graph);
    embeddings = List.copyOf(embeddings);
  }

  /**
   * Holds a number of rows against that of the graph.
   *
   * @param usable rows that its embeddings have
   * @param bad records of them that cannot be used
   * @throws NslException (65) when it is another one
   */
  void check(long usable, long bad) {
    if (usable != rows) {
      throw NslException.badData(
          String.format(
              "--previousEmbeddings has %d usable rows (%d bad), but --previousGraph was built"
                  + " from %d",
              usable, bad, rows));
    }
  }
}
