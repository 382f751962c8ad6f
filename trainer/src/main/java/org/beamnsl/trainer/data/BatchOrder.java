package org.beamnsl.trainer.data;

import org.beamnsl.core.failure.NslException;

/**
 * Which batches an epoch consists of. The order of the examples depends on {@code seed} and {@code
 * epoch} alone, so that a run can be taken up again in the middle of an epoch.
 *
 * @param batchSize examples per batch, at least 1
 * @param shuffle whether the examples are permuted; otherwise they come as stored
 * @param seed of the permutation
 * @param epoch 0-based; every epoch has a permutation of its own
 * @param skip batches to leave out at the beginning
 * @param maxNeighbors strongest neighbours to hand out per example; 0 for none
 */
public record BatchOrder(
    int batchSize, boolean shuffle, long seed, int epoch, long skip, int maxNeighbors) {

  public BatchOrder {
    if (batchSize < 1) {
      throw NslException.usage("batch size must be at least 1, not " + batchSize);
    }
    if (maxNeighbors < 0) {
      throw NslException.usage("neighbours must be at least 0, not " + maxNeighbors);
    }
  }

  /** All examples as stored, without neighbours. */
  public static BatchOrder sequential(int batchSize) {
    return new BatchOrder(batchSize, false, 0, 0, 0, 0);
  }

  /** This order with that many neighbours per example. */
  public BatchOrder withMaxNeighbors(int neighbors) {
    return new BatchOrder(batchSize, shuffle, seed, epoch, skip, neighbors);
  }
}
