package org.beamnsl.core.similarity;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class PairKernelProperties {
  private static final List<PairKernel> KERNELS =
      List.of(new PlainPairKernel(), new VectorPairKernel());

  @Property(tries = 60)
  void dotProductsAreWithinTheErrorBoundOfDoublePrecision(
      @ForAll @IntRange(min = 1, max = 300) int dims, @ForAll long seed) {
    float[] rows = random(2 * dims, seed);
    double expected = DoubleDot.product(rows, 0, dims, dims);
    for (PairKernel kernel : KERNELS) {
      assertThat((double) kernel.dot(rows, 0, dims, dims))
          .isWithin(Cosine.singlePrecisionError(dims) * dims)
          .of(expected);
    }
  }

  @Property(tries = 60)
  void doubleDotProductsAgreeToTheLastBitWithAndWithoutVectors(
      @ForAll @IntRange(min = 1, max = 300) int dims, @ForAll long seed) {
    float[] rows = random(2 * dims, seed);
    double plain = DoubleDot.product(rows, 0, dims, dims, false);
    assertThat(DoubleDot.product(rows, 0, dims, dims, VectorDoubleDot.fits())).isEqualTo(plain);
    double simple = 0;
    for (int k = 0; k < dims; k++) {
      simple += (double) rows[k] * rows[dims + k];
    }
    assertThat(plain).isWithin(1e-12).of(simple);
  }

  @Property(tries = 30)
  void comparingHitsWhatIsAboveAndMissesWhatIsBelow(
      @ForAll @IntRange(min = 1, max = 200) int dims,
      @ForAll @IntRange(min = 0, max = 63) int from,
      @ForAll @IntRange(min = 1, max = 64) int to,
      @ForAll long seed) {
    PairKernel.Columns columns = new PairKernel.Columns(from, to);
    float[] rows = random(PairKernel.ROWS * dims, seed);
    float[] vectors = random(PairKernel.PANEL * dims, seed + 1);
    float[] panel = new float[vectors.length];
    for (int j = 0; j < PairKernel.PANEL; j++) {
      for (int k = 0; k < dims; k++) {
        panel[k * PairKernel.PANEL + j] = vectors[j * dims + k];
      }
    }
    int[] offsets = {0, dims, 2 * dims, 3 * dims};
    float[] limits = {-0.5f, 0f, 0.25f, 1f};
    double slack = Cosine.singlePrecisionError(dims) * dims;
    for (PairKernel kernel : KERNELS) {
      long[] hits = new long[PairKernel.ROWS];
      kernel.compare(rows, offsets, limits, panel, columns, hits);
      for (int r = 0; r < PairKernel.ROWS; r++) {
        for (int j = from; j < to; j++) {
          double exact = 0;
          for (int k = 0; k < dims; k++) {
            exact += (double) rows[offsets[r] + k] * vectors[j * dims + k];
          }
          boolean hit = (hits[r] >>> j & 1) == 1;
          if (Math.abs(exact - limits[r]) > slack) {
            assertWithMessage("%s row %s column %s", kernel.name(), r, j)
                .that(hit)
                .isEqualTo(exact > limits[r]);
          }
        }
      }
    }
  }

  @Test
  void theVectorApiIsChosenBecauseTestsRunWithItsModule() {
    assertThat(Kernels.vectorApi()).isTrue();
    assertThat(Kernels.pairs().name()).startsWith("vector");
    assertThat(Kernels.plainPairs().name()).isEqualTo("plain");
  }

  private static float[] random(int size, long seed) {
    Random random = new Random(seed);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = random.nextFloat() * 2 - 1;
    }
    return values;
  }
}
