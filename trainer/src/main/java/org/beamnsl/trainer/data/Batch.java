package org.beamnsl.trainer.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.beamnsl.core.failure.NslException;

/**
 * The examples of one step. Features, labels and example weights stand side by side in {@code
 * columns}, told apart by name only; models pick the ones they need.
 *
 * @param ids example ids for messages, or empty when the data set has none
 */
public record Batch(int size, Map<String, Column> columns, Neighbors neighbors, List<String> ids) {

  public Batch {
    columns = Map.copyOf(columns);
    ids = List.copyOf(ids);
    int expected = size;
    columns.forEach(
        (name, column) -> {
          if (column.rows() != expected) {
            throw NslException.badData(
                "feature " + name + " has " + column.rows() + " rows in a batch of " + expected);
          }
        });
  }

  /** A batch of these columns without neighbours or ids. */
  public static Batch of(Map<String, ? extends Column> columns) {
    int size = columns.values().stream().findFirst().map(Column::rows).orElse(0);
    return new Batch(size, Map.copyOf(columns), Neighbors.none(), List.of());
  }

  /** The column of this name; the error lists what there is. */
  public Column column(String name) {
    Column column = columns.get(name);
    if (column == null) {
      throw NslException.badData(
          "the data have no feature " + name + ", only " + new TreeSet<>(columns.keySet()));
    }
    return column;
  }

  /** The same batch with these columns added or replaced. */
  public Batch with(Map<String, ? extends Column> replacements) {
    Map<String, Column> merged = new LinkedHashMap<>(columns);
    merged.putAll(replacements);
    return new Batch(size, merged, neighbors, ids);
  }

  /** The same batch with these neighbours. */
  public Batch with(Neighbors replacement) {
    return new Batch(size, columns, replacement, ids);
  }
}
