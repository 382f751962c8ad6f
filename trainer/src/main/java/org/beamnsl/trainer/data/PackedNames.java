package org.beamnsl.trainer.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.beamnsl.core.failure.NslException;

/**
 * How packed neighbours are named beside the example: feature f of neighbour i is {@code prefix + i
 * + "_" + f}, its edge weight {@code prefix + i + weightSuffix}.
 *
 * @param neighbors neighbours to look for, 0 or more
 */
public record PackedNames(String prefix, String weightSuffix, int neighbors) {

  /** The feature that counts the packed neighbours; never a feature of the example itself. */
  public static final String COUNT = "NL_num_nbrs";

  public PackedNames {
    if (neighbors < 0) {
      throw NslException.badData("neighbours must be at least 0, not " + neighbors);
    }
  }

  /** The names that the packing tools write. */
  public static PackedNames standard(int neighbors) {
    return new PackedNames("NL_nbr_", "_weight", neighbors);
  }

  /** Name of feature {@code feature} of neighbour {@code index}. */
  public String feature(int index, String feature) {
    return prefix + index + "_" + feature;
  }

  /** Name of the edge weight of neighbour {@code index}. */
  public String weight(int index) {
    return prefix + index + weightSuffix;
  }

  /** Whether a feature belongs to the example itself. */
  public boolean isSample(String name) {
    return !name.startsWith(prefix) && !name.equals(COUNT);
  }

  InMemoryDataset unpack(Map<String, Column> columns) {
    Map<String, Column> samples = new HashMap<>();
    columns.forEach(
        (name, column) -> {
          if (isSample(name)) {
            samples.put(name, column);
          }
        });
    if (neighbors == 0) {
      return InMemoryDataset.of(samples);
    }
    int examples = Batch.of(samples).size();
    int[] offsets = new int[examples + 1];
    int[] rows = new int[examples * neighbors];
    float[] weights = new float[examples * neighbors];
    int present = 0;
    for (int example = 0; example < examples; example++) {
      for (int i = 0; i < neighbors; i++) {
        float weight = ((FloatColumn) require(columns, weight(i))).data()[example];
        if (weight != 0f) {
          rows[present] = i * examples + example;
          weights[present++] = weight;
        }
      }
      offsets[example + 1] = present;
    }
    return new InMemoryDataset(
        samples,
        new NeighborTable(
            offsets,
            Arrays.copyOf(rows, present),
            Arrays.copyOf(weights, present),
            pool(samples, columns),
            neighbors),
        List.of());
  }

  /** Neighbour columns below each other: all neighbours 0, then all neighbours 1, and so on. */
  private Map<String, Column> pool(Map<String, Column> samples, Map<String, Column> columns) {
    Map<String, Column> pool = new HashMap<>();
    for (String name : samples.keySet()) {
      if (columns.containsKey(feature(0, name))) {
        Column[] parts = new Column[neighbors];
        for (int i = 0; i < neighbors; i++) {
          parts[i] = require(columns, feature(i, name));
        }
        pool.put(name, stack(parts));
      }
    }
    return pool;
  }

  private static Column require(Map<String, Column> columns, String name) {
    Column column = columns.get(name);
    if (column == null) {
      throw NslException.badData(
          "no feature " + name + " in the data; fewer neighbours were packed than are wanted");
    }
    return column;
  }

  private static Column stack(Column[] parts) {
    int size = parts[0].rows() * parts[0].rowSize();
    if (parts[0] instanceof FloatColumn first) {
      float[] all = new float[size * parts.length];
      for (int i = 0; i < parts.length; i++) {
        System.arraycopy(((FloatColumn) parts[i]).data(), 0, all, i * size, size);
      }
      return new FloatColumn(all, first.rowShape());
    }
    int[] all = new int[size * parts.length];
    for (int i = 0; i < parts.length; i++) {
      System.arraycopy(((IntColumn) parts[i]).data(), 0, all, i * size, size);
    }
    return new IntColumn(all, parts[0].rowShape());
  }
}
