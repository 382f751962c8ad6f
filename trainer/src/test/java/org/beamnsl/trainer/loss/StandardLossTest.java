package org.beamnsl.trainer.loss;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.beamnsl.core.failure.NslException;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Every loss against its formula in double precision. */
final class StandardLossTest {
  private static final float[][] LOGITS = {{2, -1, 0.5f}, {-3, 4, 0}, {0, 0, 0}};
  private static final float[][] SHARES = {{0, 0, 1}, {0.25f, 0.5f, 0.25f}, {1, 0, 0}};
  private static final int[] CLASSES = {2, 0, 1};
  private static final float[][] YES = {{1, 0, 1}, {0, 0, 0.3f}, {1, 1, 1}};

  private interface Cell {
    double of(double label, double prediction);
  }

  /** What turns numbers into predictions; none for losses on logits. */
  private enum Squash {
    NONE,
    SOFTMAX,
    SIGMOID,
    /** Probabilities of whose logits the loss cannot know. */
    CONSTANT_SIGMOID
  }

  private static float[] values(StandardLoss loss, Object labels, Squash squash, boolean correct) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Operand<TFloat32> numbers = tf.constant(LOGITS);
      Operand<TFloat32> predictions =
          switch (squash) {
            case NONE -> numbers;
            case SOFTMAX -> tf.nn.softmax(numbers);
            case SIGMOID -> tf.math.sigmoid(numbers);
            case CONSTANT_SIGMOID -> tf.identity(tf.math.sigmoid(numbers));
          };
      Operand<?> truth =
          labels instanceof int[] ids ? tf.constant(ids) : tf.constant((float[][]) labels);
      Operand<TFloat32> values =
          correct ? loss.correct(tf, truth, predictions) : loss.values(tf, truth, predictions);
      try (Session session = new Session(graph);
          TFloat32 result = (TFloat32) session.runner().fetch(values).run().get(0)) {
        float[] array = new float[LOGITS.length];
        result.asRawTensor().data().asFloats().read(array);
        return array;
      }
    }
  }

  private static void check(float[] actual, double[] expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i]).isWithin(2e-6).of(expected[i]);
    }
  }

  private static double logSoftmax(float[] logits, int place) {
    double sum = 0;
    for (float logit : logits) {
      sum += Math.exp(logit);
    }
    return logits[place] - Math.log(sum);
  }

  private static double[] means(float[][] labels, Cell cell) {
    double[] means = new double[LOGITS.length];
    for (int row = 0; row < means.length; row++) {
      for (int place = 0; place < 3; place++) {
        means[row] += cell.of(labels[row][place], LOGITS[row][place]) / 3;
      }
    }
    return means;
  }

  @Test
  void categoricalCrossEntropy() {
    double[] expected = new double[3];
    for (int row = 0; row < 3; row++) {
      for (int place = 0; place < 3; place++) {
        expected[row] -= SHARES[row][place] * logSoftmax(LOGITS[row], place);
      }
    }
    StandardLoss loss = StandardLoss.named("categorical_crossentropy");
    check(values(loss.onLogits(), SHARES, Squash.NONE, false), expected);
    check(values(loss, SHARES, Squash.SOFTMAX, false), expected);
    check(values(loss, SHARES, Squash.SOFTMAX, true), new double[] {0, 1, 1});
  }

  @Test
  void sparseCategoricalCrossEntropy() {
    double[] expected = new double[3];
    for (int row = 0; row < 3; row++) {
      expected[row] = -logSoftmax(LOGITS[row], CLASSES[row]);
    }
    StandardLoss loss = StandardLoss.sparseCategoricalCrossentropy();
    check(values(loss.onLogits(), CLASSES, Squash.NONE, false), expected);
    check(values(loss, CLASSES, Squash.SOFTMAX, false), expected);
    check(values(loss, new int[] {0, 1, 2}, Squash.SOFTMAX, true), new double[] {1, 1, 0});
  }

  @Test
  void binaryCrossEntropy() {
    double[] expected =
        means(
            YES,
            (y, x) -> {
              double p = 1 / (1 + Math.exp(-x));
              return -(y * Math.log(p) + (1 - y) * Math.log(1 - p));
            });
    StandardLoss loss = StandardLoss.named("binary_crossentropy");
    check(values(loss.onLogits(), YES, Squash.NONE, false), expected);
    check(values(loss, YES, Squash.SIGMOID, false), expected);
    check(values(loss, YES, Squash.CONSTANT_SIGMOID, false), expected);
  }

  @Test
  void squaredAndAbsoluteErrors() {
    check(
        values(StandardLoss.named("mean_squared_error"), YES, Squash.NONE, false),
        means(YES, (y, x) -> (y - x) * (y - x)));
    check(
        values(StandardLoss.named("mean_absolute_error"), YES, Squash.NONE, false),
        means(YES, (y, x) -> Math.abs(y - x)));
  }

  @Test
  void unknownNamesAndAccuracyOfNumbersAreRefused() {
    assertThat(assertThrows(NslException.class, () -> StandardLoss.named("hinges")))
        .hasMessageThat()
        .contains("unknown loss hinges");
    assertThrows(
        NslException.class,
        () -> values(StandardLoss.named("mean_squared_error"), YES, Squash.NONE, true));
  }
}
