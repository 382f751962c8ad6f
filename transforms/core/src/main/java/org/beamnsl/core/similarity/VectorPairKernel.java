package org.beamnsl.core.similarity;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The kernel for JVMs started with the module {@code jdk.incubator.vector}.
 *
 * <p>Four rows by two vectors of columns stay in registers while the elements are walked through:
 * eight sums, enough to hide the latency of a fused multiply-add, few enough for every instruction
 * set.
 */
final class VectorPairKernel implements PairKernel {
  private static final VectorSpecies<Float> SPECIES =
      FloatVector.SPECIES_PREFERRED.length() > PANEL / 2
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  @Override
  public String name() {
    return "vector" + SPECIES.vectorBitSize();
  }

  @Override
  public void compare(
      float[] rows, int[] offsets, float[] limits, float[] panel, Columns columns, long[] hits) {
    int dims = panel.length / PANEL;
    int o0 = offsets[0];
    int o1 = offsets[1];
    int o2 = offsets[2];
    int o3 = offsets[3];
    long h0 = 0;
    long h1 = 0;
    long h2 = 0;
    long h3 = 0;
    int first = columns.from() / (2 * LANES) * (2 * LANES);
    for (int column = first; column < columns.to(); column += 2 * LANES) {
      FloatVector a0 = FloatVector.zero(SPECIES);
      FloatVector a1 = a0;
      FloatVector b0 = a0;
      FloatVector b1 = a0;
      FloatVector c0 = a0;
      FloatVector c1 = a0;
      FloatVector d0 = a0;
      FloatVector d1 = a0;
      for (int k = 0, p = column; k < dims; k++, p += PANEL) {
        FloatVector left = FloatVector.fromArray(SPECIES, panel, p);
        FloatVector right = FloatVector.fromArray(SPECIES, panel, p + LANES);
        FloatVector x = FloatVector.broadcast(SPECIES, rows[o0 + k]);
        a0 = x.fma(left, a0);
        a1 = x.fma(right, a1);
        x = FloatVector.broadcast(SPECIES, rows[o1 + k]);
        b0 = x.fma(left, b0);
        b1 = x.fma(right, b1);
        x = FloatVector.broadcast(SPECIES, rows[o2 + k]);
        c0 = x.fma(left, c0);
        c1 = x.fma(right, c1);
        x = FloatVector.broadcast(SPECIES, rows[o3 + k]);
        d0 = x.fma(left, d0);
        d1 = x.fma(right, d1);
      }
      h0 |= reaching(a0, limits[0]) << column | reaching(a1, limits[0]) << (column + LANES);
      h1 |= reaching(b0, limits[1]) << column | reaching(b1, limits[1]) << (column + LANES);
      h2 |= reaching(c0, limits[2]) << column | reaching(c1, limits[2]) << (column + LANES);
      h3 |= reaching(d0, limits[3]) << column | reaching(d1, limits[3]) << (column + LANES);
    }
    hits[0] = h0;
    hits[1] = h1;
    hits[2] = h2;
    hits[3] = h3;
  }

  private static long reaching(FloatVector sums, float limit) {
    return sums.compare(VectorOperators.GE, limit).toLong();
  }

  @Override
  public float dot(float[] rows, int a, int b, int dims) {
    FloatVector s = FloatVector.zero(SPECIES);
    FloatVector t = s;
    int k = 0;
    for (; k + 2 * LANES <= dims; k += 2 * LANES) {
      s =
          FloatVector.fromArray(SPECIES, rows, a + k)
              .fma(FloatVector.fromArray(SPECIES, rows, b + k), s);
      t =
          FloatVector.fromArray(SPECIES, rows, a + k + LANES)
              .fma(FloatVector.fromArray(SPECIES, rows, b + k + LANES), t);
    }
    float sum = s.add(t).reduceLanes(VectorOperators.ADD);
    for (; k < dims; k++) {
      sum += rows[a + k] * rows[b + k];
    }
    return sum;
  }
}
