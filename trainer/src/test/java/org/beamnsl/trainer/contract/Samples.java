package org.beamnsl.trainer.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.beamnsl.trainer.data.Column;
import org.beamnsl.trainer.data.FloatColumn;
import org.beamnsl.trainer.data.InMemoryDataset;
import org.beamnsl.trainer.data.IntColumn;
import org.beamnsl.trainer.data.NeighborTable;
import org.beamnsl.trainer.model.Input;

/** Examples drawn at random for any inputs. */
final class Samples {
  static final int EXAMPLES = 12;
  static final String LABEL = "a-label";

  private Samples() {}

  /** Examples whose integers are 0 or 1, with labels of two classes and without neighbours. */
  static InMemoryDataset of(List<Input> inputs) {
    return new InMemoryDataset(columns(inputs, 1), NeighborTable.none(EXAMPLES), List.of());
  }

  /** The same, with up to {@code slots} neighbours each; every third example has none. */
  static InMemoryDataset withNeighbors(List<Input> inputs, int slots) {
    int[] offsets = new int[EXAMPLES + 1];
    for (int i = 0; i < EXAMPLES; i++) {
      offsets[i + 1] = offsets[i] + (i % 3 == 0 ? 0 : 1 + i % slots);
    }
    int edges = offsets[EXAMPLES];
    int[] rows = new int[edges];
    float[] weights = new float[edges];
    for (int edge = 0; edge < edges; edge++) {
      rows[edge] = (5 * edge + 1) % EXAMPLES;
      weights[edge] = 0.5f + edge % 2;
    }
    Map<String, Column> pool = columns(inputs, 2);
    pool.remove(LABEL);
    return new InMemoryDataset(
        columns(inputs, 1), new NeighborTable(offsets, rows, weights, pool, slots), List.of());
  }

  private static Map<String, Column> columns(List<Input> inputs, long seed) {
    Random random = new Random(seed);
    Map<String, Column> columns = new LinkedHashMap<>();
    for (Input input : inputs) {
      columns.put(input.name(), column(input, random));
    }
    int[] labels = random.ints(EXAMPLES, 0, 2).toArray();
    columns.put(LABEL, IntColumn.of(labels));
    return columns;
  }

  private static Column column(Input input, Random random) {
    int size = EXAMPLES * Column.sizeOf(input.shape());
    if (input.kind() == Input.Kind.INT) {
      return IntColumn.of(random.ints(size, 0, 2).toArray(), input.shape());
    }
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return FloatColumn.of(values, input.shape());
  }
}
