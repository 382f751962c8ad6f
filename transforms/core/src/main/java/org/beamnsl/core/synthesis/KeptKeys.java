package org.beamnsl.core.synthesis;

import java.io.Serializable;
import java.util.List;
import org.beamnsl.core.graph.GraphStatistics;

/**
 * What a graph keeps of its rows so that others can be added without reading edges and hashing rows
 * again; see {@link RowKeys} and {@link ComponentLabels} for the files.
 *
 * @param graph the one file of its edges, plain text
 * @param keys the hash keys of its rows, in the order of its embeddings
 * @param components the connected component of every row
 * @param statistics of the graph
 * @param recallFromWeights as its manifest has it; 1 without edges
 * @param zeroVectors how many of its rows are zero vectors
 */
public record KeptKeys(
    KeptFile graph,
    List<KeptFile> keys,
    KeptFile components,
    GraphStatistics statistics,
    double recallFromWeights,
    long zeroVectors)
    implements Serializable {
  /** Copies the list. */
  public KeptKeys {
    keys = List.copyOf(keys);
  }
}
