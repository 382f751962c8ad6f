package org.beamnsl.core.synthesis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.beamnsl.core.graph.EdgeList;
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
  private final Map<Integer, Integer> place = new LinkedHashMap<>();

  AddedSample(JoinParams params, EmbeddingMatrix added, long known) {
    this.params = params;
    EmbeddingBlock all = RowSample.of(added);
    int size = Math.max(1, SampleComparer.size(known + added.rows(), all) / FEWER);
    for (int row : RowSample.first(added.ids(), size)) {
      place.put(row, place.size());
    }
    EmbeddingBlock few =
        added.arranged(place.keySet().stream().mapToInt(Integer::intValue).toArray()).asBlock();
    this.comparer = new SampleComparer(params, known + added.rows(), few);
    pass(added.asBlock());
  }

  /** Compares the sample with the rows of a block. */
  void pass(EmbeddingBlock block) {
    comparer.add(block);
  }

  /**
   * Share of the sample's edges that is among these.
   *
   * @param firstAdded number of the first added row
   */
  OptionalDouble recall(EdgeList edges, int firstAdded) {
    List<List<Double>> weights = new ArrayList<>();
    place.keySet().forEach(row -> weights.add(new ArrayList<>()));
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
