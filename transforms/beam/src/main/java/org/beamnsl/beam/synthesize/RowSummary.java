package org.beamnsl.beam.synthesize;

import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.join.JoinParams;
import org.beamnsl.core.join.JoinPlan;
import org.beamnsl.core.join.JoinPlanner;
import org.beamnsl.core.join.RowSampler;
import org.beamnsl.core.join.SampleNeighbors;
import org.beamnsl.core.similarity.EmbeddingBlock;
import org.beamnsl.core.similarity.EmbeddingBlockBuilder;

/**
 * What a plan needs to know of all rows. Every worker makes the same plan of it.
 *
 * @param rows number of rows
 * @param sample the sample of the rows; of no rows when there are none
 * @param neighbors what is known of the neighbours of sampled rows; of no rows while nothing is
 */
record RowSummary(long rows, EmbeddingBlock sample, SampleNeighbors neighbors) {
  RowSummary(long rows, EmbeddingBlock sample) {
    this(rows, sample, SampleNeighbors.none());
  }

  static RowSummary empty() {
    return new RowSummary(0, new EmbeddingBlockBuilder(1).build());
  }

  RowSummary merge(RowSummary other) {
    if (rows == 0 || other.rows == 0) {
      return rows == 0 ? other : this;
    }
    if (sample.dims() != other.sample.dims()) {
      throw NslException.badData(
          "embeddings of "
              + sample.dims()
              + " and of "
              + other.sample.dims()
              + " values cannot be compared");
    }
    RowSampler sampler = new RowSampler(sample.dims());
    sampler.merge(rows, sample);
    sampler.merge(other.rows, other.sample);
    return new RowSummary(sampler.rows(), sampler.sample());
  }

  /**
   * The plan of a join of these rows.
   *
   * @throws NslException (64) when what is asked for is out of reach
   */
  JoinPlan plan(JoinParams params) {
    try {
      return new JoinPlanner(params, rows, sample, neighbors).plan();
    } catch (IllegalArgumentException e) {
      throw NslException.usage("--" + e.getMessage());
    }
  }
}
