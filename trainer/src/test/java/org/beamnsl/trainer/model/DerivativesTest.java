package org.beamnsl.trainer.model;

import static com.google.common.truth.Truth.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Gradients;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

class DerivativesTest {
  private static final Shape IMAGES = Shape.of(3, 7, 6, 1);

  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final Random random = new Random(5);
  private final Operand<TFloat32> images =
      tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 7, 6, 1)));

  @AfterEach
  void close() {
    graph.close();
  }

  private TFloat32 numbers(Shape shape) {
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return TFloat32.tensorOf(shape, DataBuffers.of(values));
  }

  private Operand<TFloat32> kernel(int height, int width, int filters) {
    return tf.constantOf(numbers(Shape.of(height, width, 1, filters)));
  }

  private Operand<TFloat32> convolve(
      Operand<TFloat32> input, Operand<TFloat32> kernel, long stride, String padding) {
    return tf.nn.conv2d(input, kernel, List.of(1L, stride, stride, 1L), padding);
  }

  private Operand<TFloat32> sumOfSquares(Operand<TFloat32> values) {
    return tf.reduceSum(tf.math.square(values), tf.array(0, 1, 2, 3));
  }

  /** Both ways to the derivatives, and whether ours needed TensorFlow's way to images. */
  private boolean agree(Operand<TFloat32> scalar, Map<String, Operand<TFloat32>> by) {
    Map<String, Operand<TFloat32>> ours = Derivatives.of(tf, scalar, by);
    assertThat(ours.keySet()).isEqualTo(by.keySet());
    Gradients theirs = Gradients.create(tf.scope(), scalar, new ArrayList<>(by.values()));
    try (Session session = new Session(graph);
        TFloat32 input = numbers(IMAGES)) {
      int place = 0;
      for (String name : by.keySet()) {
        Operand<TFloat32> our = Objects.requireNonNull(ours.get(name));
        Session.Runner runner = session.runner().feed(images, input);
        try (Result result = runner.fetch(our).fetch(theirs.dy(place++)).run()) {
          assertThat(result.get(0).shape()).isEqualTo(result.get(1).shape());
          assertThat(floats((TFloat32) result.get(0)))
              .usingTolerance(2e-4)
              .containsExactly(floats((TFloat32) result.get(1)))
              .inOrder();
        }
      }
    }
    var last = (GraphOperation) Objects.requireNonNull(ours.get("images")).op();
    return last.type().equals("Conv2DBackpropInput") || last.type().equals("AddN");
  }

  private static float[] floats(TFloat32 tensor) {
    float[] values = new float[Math.toIntExact(tensor.size())];
    tensor.asRawTensor().data().asFloats().read(values);
    return values;
  }

  @Test
  void theWayToGrayImagesThroughAProductIsTheOneThroughTheConvolution() {
    for (int[] size : new int[][] {{3, 3, 4}, {1, 1, 2}, {2, 5, 1}, {7, 6, 3}}) {
      Operand<TFloat32> kernel = kernel(size[0], size[1], size[2]);
      Operand<TFloat32> scalar = sumOfSquares(convolve(images, kernel, 1, "VALID"));
      assertThat(agree(scalar, Map.of("images", images))).isFalse();
    }
  }

  @Test
  void weightsBehindTheConvolutionGetTheirDerivativesInTheSameCall() {
    Operand<TFloat32> kernel = kernel(3, 3, 4);
    Operand<TFloat32> bias = tf.constant(new float[] {0.1f, -0.2f, 0.3f, 0});
    Operand<TFloat32> value = tf.nn.relu(tf.nn.biasAdd(convolve(images, kernel, 1, "VALID"), bias));
    Map<String, Operand<TFloat32>> by = new LinkedHashMap<>();
    by.put("kernel", kernel);
    by.put("images", images);
    by.put("bias", bias);
    assertThat(agree(sumOfSquares(value), by)).isFalse();
  }

  @Test
  void imagesThatSomethingElseReadsTooAndOtherConvolutionsKeepTensorFlowsWay() {
    Operand<TFloat32> kernel = kernel(3, 3, 4);
    Operand<TFloat32> valid = sumOfSquares(convolve(images, kernel, 1, "VALID"));
    assertThat(agree(tf.math.add(valid, sumOfSquares(images)), Map.of("images", images))).isTrue();
    assertThat(agree(sumOfSquares(convolve(images, kernel, 1, "SAME")), Map.of("images", images)))
        .isTrue();
    assertThat(agree(sumOfSquares(convolve(images, kernel, 2, "VALID")), Map.of("images", images)))
        .isTrue();
  }

  @Test
  void whatDoesNotReachTheScalarIsLeftOut() {
    Operand<TFloat32> scalar = sumOfSquares(images);
    assertThat(
            Derivatives.of(tf, scalar, Map.of("images", images, "other", tf.constant(1f))).keySet())
        .containsExactly("images");
  }
}
