package org.beamnsl.trainer.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.beamnsl.core.failure.NslException;

/**
 * The neighbours of a whole data set: entries {@code offsets[e]} to {@code offsets[e + 1]} belong
 * to example e, strongest first, and point to rows of {@code pool}. A node that is neighbour of
 * many examples needs to be stored only once.
 *
 * @param slots neighbours per example that the data were made for
 */
public record NeighborTable(
    int[] offsets, int[] rows, float[] weights, Map<String, Column> pool, int slots) {

  public NeighborTable {
    pool = Map.copyOf(pool);
    if (rows.length != weights.length || offsets[offsets.length - 1] != rows.length) {
      throw NslException.badData(
          "neighbour table with "
              + rows.length
              + " rows, "
              + weights.length
              + " weights and a last offset of "
              + offsets[offsets.length - 1]);
    }
  }

  /** No neighbours for that many examples. */
  public static NeighborTable none(int examples) {
    return new NeighborTable(new int[examples + 1], new int[0], new float[0], Map.of(), 0);
  }

  /** The strongest {@code max} neighbours of these examples, as a batch wants them. */
  Neighbors of(int[] examples, int max) {
    int present = 0;
    for (int example : examples) {
      present += Math.min(max, offsets[example + 1] - offsets[example]);
    }
    int[] owners = new int[present];
    int[] poolRows = new int[present];
    float[] edgeWeights = new float[present];
    int next = 0;
    for (int i = 0; i < examples.length; i++) {
      int from = offsets[examples[i]];
      int to = Math.min(offsets[examples[i] + 1], from + max);
      for (int entry = from; entry < to; entry++, next++) {
        owners[next] = i;
        poolRows[next] = rows[entry];
        edgeWeights[next] = weights[entry];
      }
    }
    Map<String, Column> columns = new HashMap<>();
    pool.forEach((name, column) -> columns.put(name, PickedColumn.of(column, poolRows)));
    return new Neighbors(owners, edgeWeights, columns, max);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NeighborTable that
        && Arrays.equals(offsets, that.offsets)
        && Arrays.equals(rows, that.rows)
        && Arrays.equals(weights, that.weights)
        && pool.equals(that.pool)
        && slots == that.slots;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(rows) + 31 * Arrays.hashCode(weights);
  }

  @Override
  public String toString() {
    return "NeighborTable[edges=" + rows.length + ", pool=" + pool.keySet() + "]";
  }
}
