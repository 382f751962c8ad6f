package org.beamnsl.core.synthesis;

import java.util.BitSet;
import org.beamnsl.core.example.RepeatedIds;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.beamnsl.core.similarity.IdTable;

/** What happens to rows that share an id. */
public enum DuplicateIds {
  /** They are an error that names the first ten ids. */
  FAIL,
  /** The last row read counts, as in the original. */
  LAST;

  /**
   * The rows that count.
   *
   * @throws NslException (65) when ids repeat and that is an error
   */
  public EmbeddingMatrix settle(EmbeddingMatrix matrix) {
    int[] order = matrix.ids().sorted();
    RepeatedIds repeated = repeated(matrix.ids(), order);
    check(repeated);
    if (repeated.isEmpty()) {
      return matrix;
    }
    BitSet dropped = new BitSet();
    for (int i = 1; i < order.length; i++) {
      // Equal ids are in the order of their rows: all but the last are dropped.
      if (matrix.ids().compare(order[i - 1], order[i]) == 0) {
        dropped.set(order[i - 1]);
      }
    }
    return matrix.without(dropped);
  }

  /** The ids of rows that repeat one that came before. */
  public static RepeatedIds repeated(IdTable ids) {
    return repeated(ids, ids.sorted());
  }

  private static RepeatedIds repeated(IdTable ids, int[] order) {
    RepeatedIds repeated = new RepeatedIds();
    for (int i = 1; i < order.length; i++) {
      if (ids.compare(order[i - 1], order[i]) == 0) {
        repeated.add(ids.text(order[i]));
      }
    }
    return repeated;
  }

  /**
   * Checks what all workers found.
   *
   * @throws NslException (65) when ids repeat and that is an error
   */
  public void check(RepeatedIds repeated) {
    if (this == FAIL && !repeated.isEmpty()) {
      throw NslException.badData(
          String.format(
              "%d rows repeat an id that came before (--onDuplicateId=last keeps the last): %s",
              repeated.count(), repeated));
    }
  }
}
