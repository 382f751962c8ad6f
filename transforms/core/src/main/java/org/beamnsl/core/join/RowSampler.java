package org.beamnsl.core.join;

import org.beamnsl.core.similarity.EmbeddingBlock;
import org.beamnsl.core.similarity.EmbeddingBlockBuilder;

/**
 * Counts rows and keeps the sample of {@link RowSample}, block by block, in bounded memory. Not
 * safe for use by several threads.
 */
public final class RowSampler {
  private final int dims;
  private EmbeddingBlockBuilder candidates;
  private long bound = Long.MAX_VALUE;
  private long rows;

  /** Starts with no rows of {@code dims} values. */
  public RowSampler(int dims) {
    this.dims = dims;
    this.candidates = new EmbeddingBlockBuilder(dims, 2 * RowSample.SIZE);
  }

  /** Adds rows. */
  public void add(EmbeddingBlock block) {
    offer(block);
    rows += block.rows();
  }

  /** Adds what another sampler saw. */
  public void merge(long otherRows, EmbeddingBlock otherSample) {
    offer(otherSample);
    rows += otherRows;
  }

  private void offer(EmbeddingBlock block) {
    for (int row = 0; row < block.rows(); row++) {
      if (block.ids().hash(row) <= bound) {
        candidates.copy(block, row);
        if (candidates.rows() >= 2 * RowSample.SIZE) {
          shrink();
        }
      }
    }
  }

  private void shrink() {
    EmbeddingBlock kept = RowSample.of(candidates.build());
    bound = kept.ids().hash(kept.rows() - 1);
    candidates = new EmbeddingBlockBuilder(dims, 2 * RowSample.SIZE);
    for (int row = 0; row < kept.rows(); row++) {
      candidates.copy(kept, row);
    }
  }

  /** Number of rows added. */
  public long rows() {
    return rows;
  }

  /** The sample of the rows added. */
  public EmbeddingBlock sample() {
    EmbeddingBlock sample = RowSample.of(candidates.build());
    candidates = new EmbeddingBlockBuilder(dims, 2 * RowSample.SIZE);
    for (int row = 0; row < sample.rows(); row++) {
      candidates.copy(sample, row);
    }
    return sample;
  }
}
