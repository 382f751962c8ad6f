package org.beamnsl.core.lsh;

import java.util.Arrays;
import org.beamnsl.core.similarity.EmbeddingMatrix;
import org.beamnsl.core.similarity.Kernels;
import org.jspecify.annotations.Nullable;

/**
 * Cross-polytope hashing on pseudo-random rotations (Andoni, Indyk, Laarhoven, Razenshteyn and
 * Schmidt, 2015).
 *
 * <p>A rotation is a product of random sign flips and Hadamard transforms, three before the first
 * round, one more for each further rotation. A slice of a rotated vector hashes to its coordinate
 * of largest magnitude and that coordinate's sign; the digits of a round's slices make its key. A
 * key is a function of the vector, the parameters and the centre, and of nothing else. Safe for
 * several threads.
 */
public final class CrossPolytopeHasher implements RowHasher {
  /** Rotations that mix a vector before the first slice is taken from the next one. */
  private static final int WARM_UP = 2;

  private final HashParams params;
  private final float[][] signs;
  private final float @Nullable [] center;
  private final TileKernel kernel;

  /**
   * Prepares the rotations.
   *
   * @param params shape and seed
   * @param center what is subtracted from every unit vector before hashing, or null
   */
  public CrossPolytopeHasher(HashParams params, float @Nullable [] center) {
    this(params, center, Kernels.vectorApi() ? new VectorTileKernel() : new PlainTileKernel());
  }

  CrossPolytopeHasher(HashParams params, float @Nullable [] center, TileKernel kernel) {
    CrossPolytope.check(params);
    this.params = params;
    this.center = center;
    this.kernel = kernel;
    RotationSigns source = new RotationSigns(params.seed(), CrossPolytope.rotatedDims(params));
    this.signs = new float[WARM_UP + CrossPolytope.rotations(params)][];
    Arrays.setAll(signs, source::of);
  }

  @Override
  public HashParams params() {
    return params;
  }

  @Override
  public void hash(EmbeddingMatrix matrix, int from, int to, int[] keys, int first) {
    float[] tile = new float[CrossPolytope.rotatedDims(params) * TileKernel.LANES];
    int[] digits = new int[TileKernel.LANES];
    for (int row = from; row < to; row += TileKernel.LANES) {
      int rows = Math.min(TileKernel.LANES, to - row);
      load(matrix, row, rows, tile);
      hashTile(tile, digits, keys, row - first, rows);
    }
  }

  private void load(EmbeddingMatrix matrix, int row, int rows, float[] tile) {
    Arrays.fill(tile, 0f);
    int dims = matrix.dims();
    for (int l = 0; l < rows; l++) {
      double norm = matrix.norm(row + l);
      float scale = norm == 0 ? 0 : (float) (1 / norm);
      int at = (row + l) * dims;
      float[] values = matrix.values();
      for (int i = 0; i < dims; i++) {
        tile[i * TileKernel.LANES + l] = values[at + i] * scale;
      }
    }
    if (center != null) {
      for (int i = 0; i < dims; i++) {
        for (int l = 0; l < TileKernel.LANES; l++) {
          tile[i * TileKernel.LANES + l] = (tile[i * TileKernel.LANES + l] - center[i]) / 2;
        }
      }
    }
  }

  private void hashTile(float[] tile, int[] digits, int[] keys, int row, int rows) {
    for (int warm = 0; warm < WARM_UP; warm++) {
      kernel.rotate(tile, signs[warm]);
    }
    int perRotation = CrossPolytope.slicesPerRotation(params);
    int digitBits = CrossPolytope.digitBits(params.width());
    int rounds = params.rounds();
    int slice = 0;
    for (int round = 0; round < rounds; round++) {
      for (int s = 0; s < params.slices(); s++, slice++) {
        if (slice % perRotation == 0) {
          kernel.rotate(tile, signs[WARM_UP + slice / perRotation]);
        }
        kernel.largest(tile, slice % perRotation * params.width(), params.width(), digits);
        for (int l = 0; l < rows; l++) {
          int at = (row + l) * rounds + round;
          keys[at] = s == 0 ? digits[l] : keys[at] << digitBits | digits[l];
        }
      }
    }
  }
}
