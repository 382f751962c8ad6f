package org.beamnsl.core.join;

import java.util.OptionalDouble;
import org.beamnsl.core.graph.NeighborRule;
import org.beamnsl.core.similarity.PairWeight;

/**
 * How many of the neighbours that sampled rows should have a graph holds. Every edge of a graph is
 * a true one, so that counting is enough.
 */
public final class FoundNeighbors {
  private final JoinParams params;
  private final SampleNeighbors truth;

  /** Measures graphs by what is known of some rows. */
  public FoundNeighbors(JoinParams params, SampleNeighbors truth) {
    this.params = params;
    this.truth = truth;
  }

  /** How many of the expected edges a sampled row has, by the weights of all its edges. */
  public long count(int row, double[] weights) {
    double least = truth.least(row, params.maxNeighbors()) - PairWeight.TIE;
    long reaching = 0;
    for (double weight : weights) {
      reaching += weight >= least ? 1 : 0;
    }
    return Math.min(reaching, truth.expected(row, params.maxNeighbors()));
  }

  /** Recall, when this many of the expected edges were found; nothing when it has no meaning. */
  public OptionalDouble share(long found) {
    long all = 0;
    for (int row = 0; row < truth.rows(); row++) {
      all += truth.expected(row, params.maxNeighbors());
    }
    boolean thinned = params.maxNeighbors() > 0 && params.neighborRule() == NeighborRule.MUTUAL;
    return all == 0 || thinned ? OptionalDouble.empty() : OptionalDouble.of((double) found / all);
  }
}
