package org.beamnsl.core.join;

import org.beamnsl.core.graph.EdgeList;
import org.beamnsl.core.lsh.HashParams;
import org.beamnsl.core.measure.Closeness;
import org.beamnsl.core.similarity.EmbeddingBlock;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.beamnsl.core.similarity.IdTable;

/**
 * Compares rows that are added to a graph with its own rows, whose keys are known and which pass by
 * in blocks, so that no more than one block of them is held in memory.
 *
 * <p>What is found is what a join of all rows with the same hash finds of pairs with an added row.
 * Not for several threads.
 */
public final class AddedRows {
  private final EmbeddingMatrix matrix;
  private final int added;
  private final Closeness closeness;
  private final int[] keys;
  private final NewBuckets buckets;
  private long compared;

  /**
   * Hashes rows.
   *
   * @param rows the rows to add
   * @param passing most rows of a block that passes by
   * @param params what the graph is asked to be
   * @param hash the shape of its hash
   */
  public AddedRows(EmbeddingMatrix rows, int passing, JoinParams params, HashParams hash) {
    this.added = rows.rows();
    this.closeness = params.closeness();
    this.matrix = new EmbeddingMatrix(params.similarity().form(), rows.dims(), added + passing);
    matrix.append(rows.asBlock());
    this.keys = new int[Math.multiplyExact(added, hash.rounds())];
    closeness.hashes().hasher(hash, null).hash(matrix, 0, added, keys);
    this.buckets = new NewBuckets(keys, hash.rounds());
  }

  /** Number of added rows. */
  public int rows() {
    return added;
  }

  /** Key r of added row i at {@code i * rounds + r}. */
  public int[] keys() {
    return keys;
  }

  /** The ids of the added rows, then those of the block that passed by last. */
  public IdTable ids() {
    return matrix.ids();
  }

  /** Pairs compared so far. */
  public long compared() {
    return compared;
  }

  /** The edges between added rows. */
  public EdgeList amongThemselves() {
    EdgeList found = new EdgeList();
    EdgeFinder finder = finder(found);
    buckets.meet(
        keys,
        (row, place) -> {
          // Each is looked up; the pair counts once.
          if (place > row) {
            finder.compare(row, place);
          }
        });
    finish(finder);
    return found;
  }

  /**
   * The edges between the rows of a block and added rows: first the row of {@link #ids} that came
   * with the block, then the added row.
   *
   * @param blockKeys the keys of the block's rows
   */
  public EdgeList with(EmbeddingBlock block, int[] blockKeys) {
    matrix.keepFirst(added);
    matrix.append(block);
    EdgeList found = new EdgeList();
    EdgeFinder finder = finder(found);
    buckets.meet(blockKeys, (row, place) -> finder.compare(added + row, place));
    finish(finder);
    return found;
  }

  /**
   * Compares a sample of the added rows with the block that passed by last.
   *
   * @param rows the sample's rows among the added ones
   */
  public void show(SampleComparer sample, int[] rows) {
    sample.compare(matrix, rows, added, matrix.rows());
  }

  private EdgeFinder finder(EdgeList found) {
    return new EdgeFinder(matrix, closeness, PairRule.ALL, found::take);
  }

  private void finish(EdgeFinder finder) {
    finder.flush();
    compared += finder.compared();
  }
}
