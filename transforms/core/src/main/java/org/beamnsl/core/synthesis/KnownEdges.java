package org.beamnsl.core.synthesis;

import java.io.IOException;
import java.util.BitSet;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.graph.EdgeFiles;
import org.beamnsl.core.graph.EdgeInput;
import org.beamnsl.core.graph.EdgeList;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.beamnsl.core.similarity.IdIndex;
import org.beamnsl.core.similarity.PairWeight;
import org.jspecify.annotations.Nullable;

/**
 * Reads the edges of a graph between rows of a matrix. Weights are computed from the vectors, which
 * gives all their digits and shows whether graph and vectors belong together.
 */
final class KnownEdges {
  /** How far the written weight may be from the computed one: a unit of its last digit. */
  private static final double ROUNDING = 1.01e-6;

  private final EmbeddingMatrix matrix;
  private final PairWeight pairs;
  private final IdIndex index;
  private final @Nullable BitSet unchanged;
  private final int[] linesOf;
  private final BitSet losing = new BitSet();
  private final EdgeList edges = new EdgeList();
  private long lines;

  private KnownEdges(EmbeddingMatrix matrix, PairWeight pairs, @Nullable BitSet unchanged) {
    this.matrix = matrix;
    this.pairs = pairs;
    this.index = new IdIndex(matrix.ids());
    this.unchanged = unchanged;
    this.linesOf = new int[unchanged == null ? 0 : matrix.rows()];
  }

  /** For a graph of which every edge is between rows of the matrix. */
  static KnownEdges among(EmbeddingMatrix matrix, PairWeight pairs) {
    return new KnownEdges(matrix, pairs, null);
  }

  /** For a graph of which only the edges between these rows of the matrix count. */
  static KnownEdges between(EmbeddingMatrix matrix, PairWeight pairs, BitSet unchanged) {
    return new KnownEdges(matrix, pairs, unchanged);
  }

  /**
   * Reads a file.
   *
   * @throws NslException (65) when a line is no edge, names an unknown row, or has another weight
   *     than the vectors say
   */
  void read(String path) throws IOException {
    try (EdgeInput reader =
        EdgeFiles.open(
            path,
            "",
            bad -> {
              throw NslException.badData(path + ": line " + bad.position() + ": " + bad.reason());
            })) {
      while (reader.advance()) {
        int source = row(path, reader, reader.sourceStart(), reader.sourceEnd());
        int target = row(path, reader, reader.targetStart(), reader.targetEnd());
        if (unchanged != null && !counts(unchanged, source, target)) {
          continue;
        }
        lines++;
        // The line of the other direction says the same.
        if (source < target) {
          add(path, reader, source, target);
        }
      }
    }
  }

  private boolean counts(BitSet rows, int source, int target) {
    if (source < 0 || !rows.get(source)) {
      return false;
    }
    linesOf[source]++;
    if (target < 0 || !rows.get(target)) {
      losing.set(source);
      return false;
    }
    return true;
  }

  /** How many neighbours a row had, also such as do not count. */
  int lines(int row) {
    return linesOf[row];
  }

  /** Whether some neighbour of a row does not count. */
  boolean lost(int row) {
    return losing.get(row);
  }

  private int row(String path, EdgeInput reader, int from, int to) {
    int row = index.row(reader.bytes(), from, to);
    if (row < 0 && unchanged == null) {
      throw NslException.badData(
          String.format(
              "%s: line %d: an edge between %s and %s, which are not both among the rows of"
                  + " --previousEmbeddings",
              path, reader.line(), reader.source(), reader.target()));
    }
    return row;
  }

  private void add(String path, EdgeInput reader, int source, int target) {
    double weight = pairs.of(matrix, source, target);
    if (Math.abs(weight - reader.weight()) > ROUNDING) {
      throw NslException.badData(
          String.format(
              "%s: line %d: weight %s between %s and %s, but by the rows of"
                  + " --previousEmbeddings it is %.6f",
              path, reader.line(), reader.weight(), reader.source(), reader.target(), weight));
    }
    edges.add(source, target, weight);
  }

  /**
   * The edges read, once each.
   *
   * @throws NslException (65) when some edge was there in one direction only
   */
  EdgeList edges() {
    if (lines != 2 * edges.size()) {
      throw NslException.badData(
          "--previousGraph has "
              + lines
              + " lines for "
              + edges.size()
              + " edges: expected both directions of each");
    }
    return edges;
  }
}
