package org.beamnsl.trainer.regularize;

import static com.google.common.truth.Truth.assertThat;

import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.ndarray.StdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

class SpreadRegularizationTest {

  private static double loss(float[][] outputs, double covariance) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      var loss =
          SpreadRegularization.of(1)
              .withCovariance(covariance)
              .of(tf, tf.constant(StdArrays.ndCopyOf(outputs)));
      try (Session session = new Session(graph);
          TFloat32 value = (TFloat32) session.runner().fetch(loss).run().get(0)) {
        return value.getFloat();
      }
    }
  }

  /** The formula in double precision. */
  private static double expected(float[][] z, double covariance) {
    int n = z.length;
    int d = z[0].length;
    double[] mean = new double[d];
    for (float[] row : z) {
      for (int j = 0; j < d; j++) {
        mean[j] += row[j] / (double) n;
      }
    }
    double sum = 0;
    for (int i = 0; i < d; i++) {
      for (int j = 0; j < d; j++) {
        double c = 0;
        for (float[] row : z) {
          c += (row[i] - mean[i]) * (row[j] - mean[j]) / (n - 1);
        }
        sum += i == j ? Math.max(0, 1 - Math.sqrt(c + 1e-4)) : covariance * c * c;
      }
    }
    return sum / d;
  }

  @Test
  void theTermIsThatOfTheFormula() {
    float[][] outputs = {{0.1f, 2, -1}, {0.3f, -1, 0.5f}, {-0.2f, 0.7f, 2}, {0, 0, 0.25f}};
    assertThat(loss(outputs, 0.04)).isWithin(1e-5).of(expected(outputs, 0.04));
    assertThat(loss(outputs, 2)).isWithin(1e-5).of(expected(outputs, 2));
    assertThat(loss(outputs, 0)).isWithin(1e-5).of(expected(outputs, 0));
  }

  @Test
  void collapsedOutputsCostTheMost() {
    float[][] same = {{3, 3}, {3, 3}, {3, 3}};
    assertThat(loss(same, 0.04)).isWithin(1e-5).of(0.99);
    float[][] one = {{3, 3}};
    assertThat(loss(one, 0.04)).isWithin(1e-5).of(0.99);
  }
}
