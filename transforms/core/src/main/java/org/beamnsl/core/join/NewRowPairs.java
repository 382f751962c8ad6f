package org.beamnsl.core.join;

import java.util.Arrays;
import org.beamnsl.core.lsh.RowHasher;
import org.beamnsl.core.similarity.EmbeddingMatrix;

/**
 * Compares new rows, which come behind the known ones in a matrix, with all rows.
 *
 * <p>Whether hashing finds a pair depends on the keys of its two rows alone. So the pairs found
 * here and those found among the known rows with the same hash are together what a join of all rows
 * finds. Known rows are hashed and looked up, not sorted; their keys are not kept.
 */
final class NewRowPairs {
  private static final int CHUNK = 4096;

  private final JoinTask task;
  private final int firstNew;

  NewRowPairs(JoinTask task, int firstNew) {
    this.task = task;
    this.firstNew = firstNew;
  }

  /** Compares every new row with every other row. */
  void exact() {
    int rows = task.matrix().rows();
    int[] order = new int[rows];
    Arrays.setAll(order, i -> i);
    task.parallel(
        chunks(rows),
        (number, finder) -> {
          int from = number * CHUNK;
          int to = Math.min(rows, from + CHUNK);
          int known = Math.max(from, Math.min(to, firstNew));
          if (known > from && firstNew < rows) {
            finder.between(order, firstNew, rows, from, known);
          }
          if (to > known) {
            finder.within(order, known, to);
            if (to < rows) {
              finder.between(order, to, rows, known, to);
            }
          }
        });
  }

  /** Compares the pairs with a new row that share a key. */
  void hashed(RowHasher hasher) {
    EmbeddingMatrix matrix = task.matrix();
    int rounds = hasher.params().rounds();
    int[] newKeys = new int[Math.multiplyExact(matrix.rows() - firstNew, rounds)];
    hasher.hash(matrix, firstNew, matrix.rows(), newKeys, firstNew);
    NewBuckets buckets = new NewBuckets(newKeys, rounds);
    task.parallel(
        chunks(matrix.rows()),
        (number, finder) -> {
          int from = number * CHUNK;
          int to = Math.min(matrix.rows(), from + CHUNK);
          int[] keys = new int[(to - from) * rounds];
          hasher.hash(matrix, from, to, keys, from);
          buckets.meet(
              keys,
              (row, place) -> {
                // Of two new rows each is looked up; the pair counts once.
                if (firstNew + place > from + row) {
                  finder.compare(from + row, firstNew + place);
                }
              });
          finder.flushWhenFull();
        });
  }

  private static int chunks(int rows) {
    return (rows + CHUNK - 1) / CHUNK;
  }
}
