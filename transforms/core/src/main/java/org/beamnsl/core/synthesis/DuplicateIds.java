package org.beamnsl.core.synthesis;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.beamnsl.core.similarity.IdTable;

/** What happens to rows that share an id. */
public enum DuplicateIds {
  /** They are an error that names the first ten ids. */
  FAIL,
  /** The last row read counts, as in the original. */
  LAST;

  private static final int NAMED = 10;

  /**
   * The rows that count.
   *
   * @throws NslException (65) when ids repeat and that is an error
   */
  public EmbeddingMatrix settle(EmbeddingMatrix matrix) {
    IdTable ids = matrix.ids();
    int[] order = ids.sorted();
    BitSet dropped = new BitSet();
    List<String> names = new ArrayList<>();
    for (int i = 1; i < order.length; i++) {
      // Equal ids are in the order of their rows: all but the last are dropped.
      if (ids.compare(order[i - 1], order[i]) == 0) {
        dropped.set(order[i - 1]);
        if (names.size() < NAMED && !names.contains(ids.text(order[i]))) {
          names.add(ids.text(order[i]));
        }
      }
    }
    if (dropped.isEmpty()) {
      return matrix;
    }
    if (this == FAIL) {
      throw NslException.badData(
          String.format(
              "%d rows repeat an id that came before (--onDuplicateId=last keeps the last): %s",
              dropped.cardinality(), String.join(", ", names)));
    }
    return matrix.without(dropped);
  }
}
