package org.beamnsl.trainer.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A data set as columns, whose values are in memory unless they are {@link StoredColumn}s. Batches
 * are cut on demand; nothing is copied until then.
 *
 * @param ids example ids in row order, or empty
 */
public record InMemoryDataset(
    Map<String, Column> columns, NeighborTable neighbors, List<String> ids) implements Dataset {

  public InMemoryDataset {
    columns = Map.copyOf(columns);
    ids = List.copyOf(ids);
    Batch.of(columns).with(Map.of());
  }

  /** Columns without neighbours, for example {@code {"feature": x, "label": y}}. */
  public static InMemoryDataset of(Map<String, ? extends Column> columns) {
    Batch all = Batch.of(columns);
    return new InMemoryDataset(all.columns(), NeighborTable.none(all.size()), List.of());
  }

  /**
   * Columns in which padded neighbours stand beside the example under names such as {@code
   * NL_nbr_0_words} and {@code NL_nbr_0_weight}. Neighbours of weight 0 are padding and are
   * dropped.
   */
  public static InMemoryDataset ofPacked(Map<String, ? extends Column> columns, PackedNames names) {
    return names.unpack(Map.copyOf(columns));
  }

  /**
   * The same data with a vector of which most numbers are 0 kept without them, for an input that is
   * {@link org.beamnsl.trainer.model.Input#ofMostlyZeros}. Vectors kept outside memory stay there.
   */
  public InMemoryDataset withSparse(String feature) {
    return new InMemoryDataset(
        sparse(columns, feature),
        new NeighborTable(
            neighbors.offsets(),
            neighbors.rows(),
            neighbors.weights(),
            sparse(neighbors.pool(), feature),
            neighbors.slots()),
        ids);
  }

  private static Map<String, Column> sparse(Map<String, Column> all, String feature) {
    Map<String, Column> changed = new HashMap<>(all);
    changed.computeIfPresent(
        feature,
        (name, column) -> column instanceof StoredColumn ? column : SparseColumn.of(column));
    return changed;
  }

  @Override
  public int examples() {
    return Batch.of(columns).size();
  }

  @Override
  public int neighborSlots() {
    return neighbors.slots();
  }

  @Override
  public Iterator<Batch> batches(BatchOrder order) {
    return batches(order, IntStream.range(0, examples()).toArray());
  }

  /** The batches of these rows, which are permuted when the order says so. */
  Iterator<Batch> batches(BatchOrder order, int[] chosen) {
    int[] rows = permutation(order, chosen);
    return new Iterator<>() {
      private long next = order.skip() * order.batchSize();

      @Override
      public boolean hasNext() {
        return next < rows.length;
      }

      @Override
      public Batch next() {
        if (!hasNext()) {
          throw new NoSuchElementException("the epoch is over");
        }
        int from = (int) next;
        int to = Math.min(rows.length, from + order.batchSize());
        next = to;
        return cut(Arrays.copyOfRange(rows, from, to), order.maxNeighbors());
      }
    };
  }

  private static int[] permutation(BatchOrder order, int[] chosen) {
    int[] rows = chosen.clone();
    if (order.shuffle()) {
      var random = new SplittableRandom(order.seed() * 0x9E3779B97F4A7C15L + order.epoch());
      for (int i = rows.length - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        int swapped = rows[i];
        rows[i] = rows[j];
        rows[j] = swapped;
      }
    }
    return rows;
  }

  private Batch cut(int[] rows, int maxNeighbors) {
    Map<String, Column> picked = new HashMap<>();
    columns.forEach((name, column) -> picked.put(name, PickedColumn.of(column, rows)));
    Neighbors near = maxNeighbors == 0 ? Neighbors.none() : neighbors.of(rows, maxNeighbors);
    List<String> names = ids.isEmpty() ? ids : Arrays.stream(rows).mapToObj(ids::get).toList();
    return new Batch(rows.length, picked, near, names);
  }
}
