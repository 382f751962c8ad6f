package org.beamnsl.trainer.data;

import java.util.Arrays;
import java.util.Map;
import org.beamnsl.core.failure.NslException;

/**
 * The neighbours of one batch, without padding: row r of every column is a neighbour of example
 * {@code owners[r]} of the batch, with edge weight {@code weights[r]}. Rows are grouped by owner in
 * ascending order and, within an owner, strongest first. Absent neighbours have no row at all, so
 * they cost no computing and enter no statistics.
 *
 * @param slots neighbours per example that padding would have made room for; some reductions divide
 *     by it
 */
public record Neighbors(int[] owners, float[] weights, Map<String, Column> columns, int slots) {

  public Neighbors {
    columns = Map.copyOf(columns);
    if (owners.length != weights.length) {
      throw NslException.badData(owners.length + " owners but " + weights.length + " edge weights");
    }
    columns.forEach(
        (name, column) -> {
          if (column.rows() != owners.length) {
            throw NslException.badData(
                "neighbour feature "
                    + name
                    + " has "
                    + column.rows()
                    + " rows, not "
                    + owners.length);
          }
        });
  }

  /** A batch whose neighbours were not read. */
  public static Neighbors none() {
    return new Neighbors(new int[0], new float[0], Map.of(), 0);
  }

  /** Number of neighbours present in the batch. */
  public int rows() {
    return owners.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Neighbors that
        && slots == that.slots
        && Arrays.equals(owners, that.owners)
        && Arrays.equals(weights, that.weights)
        && columns.equals(that.columns);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(owners) + 31 * Arrays.hashCode(weights);
  }

  @Override
  public String toString() {
    return "Neighbors[rows=" + rows() + ", slots=" + slots + ", columns=" + columns.keySet() + "]";
  }
}
