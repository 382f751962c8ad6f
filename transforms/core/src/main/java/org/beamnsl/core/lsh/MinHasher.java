package org.beamnsl.core.lsh;

import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.beamnsl.core.similarity.TokenSets;

/** Hashes sets to their first tokens in random orders; see {@link MinHash}. */
final class MinHasher extends DigitHasher {
  /** What makes the order of each slice of each round. */
  private final long[] orders;

  MinHasher(HashParams params) {
    super(params);
    this.orders = new long[params.rounds() * params.slices()];
    for (int slice = 0; slice < orders.length; slice++) {
      orders[slice] = KeyMixer.mix(params.seed() + 0x9E3779B97F4A7C15L * (slice + 1));
    }
  }

  /** The place of a set's first token. */
  @Override
  protected long digit(EmbeddingMatrix rows, int row, int slice) {
    TokenSets sets = rows.tokens();
    long order = orders[slice];
    long least = Long.MAX_VALUE;
    for (int at = sets.start(row); at < sets.end(row); at++) {
      least = Math.min(least, KeyMixer.mix(sets.tokens()[at] ^ order));
    }
    return least;
  }
}
