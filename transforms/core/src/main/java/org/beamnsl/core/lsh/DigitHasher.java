package org.beamnsl.core.lsh;

import org.beamnsl.core.similarity.EmbeddingMatrix;

/** Hashes rows one after another; a key is mixed from a digit for each of its slices. */
public abstract class DigitHasher implements RowHasher {
  private final HashParams params;

  /** Hashes in this shape. */
  protected DigitHasher(HashParams params) {
    this.params = params;
  }

  @Override
  public final HashParams params() {
    return params;
  }

  /**
   * What a slice says of a row: two rows agree when it is the same.
   *
   * @param slice from 0 to before {@code rounds * slices}: slices of different numbers must be
   *     independent
   */
  protected abstract long digit(EmbeddingMatrix rows, int row, int slice);

  @Override
  public final void hash(EmbeddingMatrix matrix, int from, int to, int[] keys, int first) {
    for (int row = from; row < to; row++) {
      int slice = 0;
      for (int round = 0; round < params.rounds(); round++) {
        long state = KeyMixer.start();
        for (int s = 0; s < params.slices(); s++, slice++) {
          state = KeyMixer.add(state, digit(matrix, row, slice));
        }
        keys[(row - first) * params.rounds() + round] = KeyMixer.key(state);
      }
    }
  }
}
