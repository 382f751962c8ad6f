package org.beamnsl.core.measure;

import java.io.Serializable;
import org.beamnsl.core.lsh.HashFamily;
import org.beamnsl.core.lsh.RowCost;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.beamnsl.core.similarity.PairWeight;
import org.jspecify.annotations.Nullable;

/**
 * How close rows are, as the weights of a graph say it, and how pairs that are close enough are
 * found.
 *
 * <p>Weights are from -1 to 1, the larger, the closer. They are computed in double precision in a
 * fixed order of additions, so that a pair has the same weight whatever found it.
 */
public interface Closeness extends PairWeight, Serializable {
  /** The weight of a pair that is just close enough. */
  double least();

  /** The hashes that find close pairs; their probabilities are of these weights. */
  HashFamily hashes();

  /**
   * Compares rows fast; by default, one pair after another by its weight.
   *
   * @param floors for each row, a weight below which no pair matters to it; a pair matters when it
   *     reaches that of either row. May rise meanwhile. Null when {@link #least} holds for all
   */
  default RowComparer comparer(EmbeddingMatrix rows, float @Nullable [] floors) {
    return new PairByPair(rows, this, floors);
  }

  /**
   * What handling rows costs.
   *
   * @param values four-byte values of a row, on average
   */
  default RowCost cost(double values) {
    return new RowCost(values, PairByPair.OPERATIONS * values);
  }

  /** Whether a pair of this weight is close enough. */
  default boolean reaches(double weight) {
    return weight >= least() - TIE;
  }
}
