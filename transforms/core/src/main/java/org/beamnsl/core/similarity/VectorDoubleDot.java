package org.beamnsl.core.similarity;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link DoubleDot} for JVMs started with the module {@code jdk.incubator.vector}: the same eight
 * sums in the lanes of one register, so the same bits. Only for machines whose registers hold eight
 * doubles.
 */
final class VectorDoubleDot {
  private VectorDoubleDot() {}

  /** Whether a register of this machine holds eight doubles. */
  static boolean fits() {
    return DoubleVector.SPECIES_PREFERRED.length() >= DoubleDot.LANES;
  }

  /** Adds the products of {@code n} elements, a multiple of eight, to eight sums of zero. */
  static void sums(float[] x, int a, int b, int n, double[] sums) {
    DoubleVector sum = DoubleVector.zero(DoubleVector.SPECIES_512);
    for (int k = 0; k < n; k += DoubleDot.LANES) {
      sum = wide(x, a + k).fma(wide(x, b + k), sum);
    }
    sum.intoArray(sums, 0);
  }

  private static DoubleVector wide(float[] x, int at) {
    return (DoubleVector)
        FloatVector.fromArray(FloatVector.SPECIES_256, x, at)
            .convertShape(VectorOperators.F2D, DoubleVector.SPECIES_512, 0);
  }
}
