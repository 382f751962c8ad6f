package org.beamnsl.core.lsh;

import java.util.Arrays;
import org.beamnsl.core.similarity.EmbeddingMatrix;

/**
 * Hashes vectors by projections cut into intervals; see {@link StableProjections}. Products are
 * added in double precision, each row's in the order of its values, so that keys are the same on
 * every machine and rows far from the origin keep the digits that tell them apart.
 */
final class ProjectionHasher implements RowHasher {
  /** Rows that are hashed together. */
  private static final int LANES = 16;

  private final HashParams params;

  /** One direction for each slice of each round, already divided by the interval. */
  private final double[][] directions;

  private final double[] offsets;

  ProjectionHasher(HashParams params, double interval) {
    this.params = params;
    int count = params.rounds() * params.slices();
    this.directions = new double[count][params.dims()];
    this.offsets = new double[count];
    NormalNumbers numbers = new NormalNumbers(params.seed());
    // Two places for each pair of values, and one for the offset.
    long places = params.dims() + 3L;
    for (int slice = 0; slice < count; slice++) {
      numbers.fill(directions[slice], slice * places);
      for (int k = 0; k < params.dims(); k++) {
        directions[slice][k] /= interval;
      }
      offsets[slice] = numbers.uniform(slice * places + params.dims() + 1);
    }
  }

  @Override
  public HashParams params() {
    return params;
  }

  @Override
  public void hash(EmbeddingMatrix matrix, int from, int to, int[] keys, int first) {
    double[] tile = new double[params.dims() * LANES];
    for (int row = from; row < to; row += LANES) {
      int rows = Math.min(LANES, to - row);
      load(matrix, row, rows, tile);
      hashTile(tile, keys, row - first, rows);
    }
  }

  private void load(EmbeddingMatrix matrix, int row, int rows, double[] tile) {
    int dims = params.dims();
    float[] values = matrix.values();
    for (int lane = 0; lane < rows; lane++) {
      int at = (row + lane) * dims;
      for (int k = 0; k < dims; k++) {
        tile[k * LANES + lane] = values[at + k];
      }
    }
  }

  private void hashTile(double[] tile, int[] keys, int row, int rows) {
    double[] sums = new double[LANES];
    long[] states = new long[LANES];
    int slice = 0;
    for (int round = 0; round < params.rounds(); round++) {
      Arrays.fill(states, KeyMixer.start());
      for (int s = 0; s < params.slices(); s++, slice++) {
        project(tile, slice, sums);
        for (int lane = 0; lane < rows; lane++) {
          states[lane] = KeyMixer.add(states[lane], (long) Math.floor(sums[lane]));
        }
      }
      for (int lane = 0; lane < rows; lane++) {
        keys[(row + lane) * params.rounds() + round] = KeyMixer.key(states[lane]);
      }
    }
  }

  private void project(double[] tile, int slice, double[] sums) {
    double[] direction = directions[slice];
    Arrays.fill(sums, offsets[slice]);
    for (int k = 0; k < direction.length; k++) {
      double factor = direction[k];
      int at = k * LANES;
      for (int lane = 0; lane < LANES; lane++) {
        sums[lane] += factor * tile[at + lane];
      }
    }
  }
}
