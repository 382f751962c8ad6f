package org.beamnsl.core.synthesis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.beamnsl.core.graph.EdgeList;
import org.beamnsl.core.join.AddedRows;
import org.beamnsl.core.join.FoundNeighbors;
import org.beamnsl.core.join.JoinParams;
import org.beamnsl.core.join.RowSample;
import org.beamnsl.core.join.SampleComparer;
import org.beamnsl.core.similarity.EmbeddingBlock;
import org.beamnsl.core.similarity.EmbeddingMatrix;

/**
 * Measures how much of what added rows should find was found, by comparing some of them with every
 * row: those whose ids have the smallest hashes, few enough to cost little of what adding costs.
 */
final class AddedSample {
  /** Share of the rows that a whole graph would be measured by. */
  private static final int FEWER = 4;

  private final JoinParams params;
  private final SampleComparer comparer;

  /** Which of the added rows are the sample. */
  private final int[] rows;

  AddedSample(JoinParams params, EmbeddingMatrix added, long known) {
    this.params = params;
    EmbeddingBlock all = RowSample.of(added);
    int size = Math.max(1, SampleComparer.size(known + added.rows(), all) / FEWER);
    this.rows = RowSample.first(added.ids(), size);
    this.comparer =
        new SampleComparer(params, known + added.rows(), added.arranged(rows).asBlock());
    comparer.add(added.asBlock());
  }

  /** Compares the sample with the block that passed by last. */
  void pass(AddedRows added) {
    added.show(comparer, rows);
  }

  /**
   * Share of the sample's edges that is among these.
   *
   * @param firstAdded number of the first added row
   */
  OptionalDouble recall(EdgeList edges, int firstAdded) {
    Map<Integer, Integer> place = new HashMap<>();
    List<List<Double>> weights = new ArrayList<>();
    for (int row : rows) {
      place.put(row, weights.size());
      weights.add(new ArrayList<>());
    }
    edges.forEach(
        (a, b, weight) -> {
          for (int row : new int[] {a - firstAdded, b - firstAdded}) {
            Integer at = place.get(row);
            if (at != null) {
              weights.get(at).add(weight);
            }
          }
        });
    FoundNeighbors found = new FoundNeighbors(params, comparer.neighbors());
    long count = 0;
    for (int i = 0; i < weights.size(); i++) {
      count += found.count(i, weights.get(i).stream().mapToDouble(Double::doubleValue).toArray());
    }
    return found.share(count);
  }
}
