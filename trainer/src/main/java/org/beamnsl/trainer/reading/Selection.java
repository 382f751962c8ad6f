package org.beamnsl.trainer.reading;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.data.Column;
import org.beamnsl.trainer.data.InMemoryDataset;
import org.beamnsl.trainer.data.IntColumn;
import org.beamnsl.trainer.data.NeighborTable;

/** Parts of data sets. */
public final class Selection {
  private Selection() {}

  /** The rows of which a label is not {@link Labels#UNLABELLED}. */
  public static int[] labelledRows(InMemoryDataset data, List<String> labelFeatures) {
    int[] labels = largestLabels(data, labelFeatures);
    return IntStream.range(0, labels.length)
        .filter(row -> labels[row] != Labels.UNLABELLED)
        .toArray();
  }

  /** The largest of each row's labels, which tells whether it has any. */
  public static int[] largestLabels(InMemoryDataset data, List<String> labelFeatures) {
    int[] largest = labels(data, labelFeatures.get(0)).clone();
    for (String name : labelFeatures.subList(1, labelFeatures.size())) {
      int[] labels = labels(data, name);
      for (int row = 0; row < labels.length; row++) {
        largest[row] = Math.max(largest[row], labels[row]);
      }
    }
    return largest;
  }

  /** The labels in row order. */
  public static int[] labels(InMemoryDataset data, String labelFeature) {
    if (!(data.columns().get(labelFeature) instanceof IntColumn labels)) {
      throw new IllegalArgumentException("no integer column " + labelFeature);
    }
    return labels.data();
  }

  /**
   * The same examples, of which only those with these ids keep their labels.
   *
   * @throws NslException (65) when no labelled example has any of the ids
   */
  public static InMemoryDataset keepLabels(
      InMemoryDataset data, List<String> labelFeatures, Set<String> ids) {
    Map<String, Column> columns = new HashMap<>(data.columns());
    for (String name : labelFeatures) {
      int[] labels = labels(data, name).clone();
      for (int row = 0; row < labels.length; row++) {
        if (!ids.contains(data.ids().get(row))) {
          labels[row] = Labels.UNLABELLED;
        }
      }
      columns.put(name, IntColumn.of(labels));
    }
    InMemoryDataset kept = new InMemoryDataset(columns, data.neighbors(), data.ids());
    if (labelledRows(kept, labelFeatures).length == 0) {
      throw NslException.badData(
          "none of the "
              + ids.size()
              + " ids in the list is the id of a labelled example; such ids are "
              + data.ids().stream().limit(3).toList());
    }
    return kept;
  }

  /** The examples of these rows with their neighbours; the pool of neighbours is shared. */
  public static InMemoryDataset rows(InMemoryDataset data, int[] rows) {
    if (Arrays.equals(rows, IntStream.range(0, data.examples()).toArray())) {
      return data;
    }
    Map<String, Column> columns = new HashMap<>();
    data.columns().forEach((name, column) -> columns.put(name, column.select(rows)));
    List<String> ids =
        data.ids().isEmpty() ? List.of() : Arrays.stream(rows).mapToObj(data.ids()::get).toList();
    return new InMemoryDataset(columns, neighbors(data.neighbors(), rows), ids);
  }

  private static NeighborTable neighbors(NeighborTable table, int[] rows) {
    int[] offsets = new int[rows.length + 1];
    for (int i = 0; i < rows.length; i++) {
      offsets[i + 1] = offsets[i] + table.offsets()[rows[i] + 1] - table.offsets()[rows[i]];
    }
    int[] poolRows = new int[offsets[rows.length]];
    float[] weights = new float[offsets[rows.length]];
    for (int i = 0; i < rows.length; i++) {
      int from = table.offsets()[rows[i]];
      System.arraycopy(table.rows(), from, poolRows, offsets[i], offsets[i + 1] - offsets[i]);
      System.arraycopy(table.weights(), from, weights, offsets[i], offsets[i + 1] - offsets[i]);
    }
    return new NeighborTable(offsets, poolRows, weights, table.pool(), table.slots());
  }
}
