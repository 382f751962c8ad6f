package org.beamnsl.core.lsh;

import static com.google.common.truth.Truth.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

final class TileKernelProperties {
  private final TileKernel plain = new PlainTileKernel();
  private final TileKernel vector = new VectorTileKernel();

  @Property(tries = 40)
  void bothKernelsAgreeToTheLastBit(
      @ForAll @IntRange(min = 4, max = 10) int log, @ForAll long seed) {
    int dims = 1 << log;
    float[] one = tile(dims, seed);
    float[] other = one.clone();
    float[] signs = new RotationSigns(seed, dims).of(3);
    int[] digits = new int[TileKernel.LANES];
    int[] otherDigits = new int[TileKernel.LANES];
    for (int round = 0; round < 3; round++) {
      plain.rotate(one, signs);
      vector.rotate(other, signs);
      assertThat(other).isEqualTo(one);
      plain.largest(one, dims / 2, Math.min(256, dims / 2), digits);
      vector.largest(other, dims / 2, Math.min(256, dims / 2), otherDigits);
      assertThat(otherDigits).isEqualTo(digits);
    }
  }

  @Property(tries = 40)
  void rotationsKeepNorms(@ForAll @IntRange(min = 4, max = 10) int log, @ForAll long seed) {
    int dims = 1 << log;
    float[] tile = tile(dims, seed);
    double before = norm(tile, dims, 5);
    plain.rotate(tile, new RotationSigns(seed, dims).of(0));
    assertThat(norm(tile, dims, 5)).isWithin(1e-5).of(before);
  }

  @Property(tries = 40)
  void theDigitNamesTheLargestMagnitudeAndItsSign(@ForAll long seed) {
    float[] tile = tile(64, seed);
    int[] digits = new int[TileKernel.LANES];
    plain.largest(tile, 16, 32, digits);
    for (int lane = 0; lane < TileKernel.LANES; lane++) {
      float winner = tile[(16 + (digits[lane] >> 1)) * TileKernel.LANES + lane];
      for (int i = 16; i < 48; i++) {
        // Magnitudes are compared by their leading 15 bits.
        assertThat(Math.abs(tile[i * TileKernel.LANES + lane]))
            .isAtMost(Math.abs(winner) * 1.0001f);
      }
      assertThat(winner < 0).isEqualTo((digits[lane] & 1) == 1);
    }
  }

  private static float[] tile(int dims, long seed) {
    Random random = new Random(seed);
    float[] tile = new float[dims * TileKernel.LANES];
    for (int i = 0; i < tile.length; i++) {
      tile[i] = (float) (random.nextGaussian() / (5 * Math.sqrt(dims)));
    }
    return tile;
  }

  private static double norm(float[] tile, int dims, int lane) {
    double square = 0;
    for (int i = 0; i < dims; i++) {
      square += Math.pow(tile[i * TileKernel.LANES + lane], 2);
    }
    return Math.sqrt(square);
  }
}
