package org.beamnsl.trainer.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * A convolution of images of one channel, as the first layer of a network of grey images is, and
 * the derivative by them. TensorFlow's own way to it is made for many channels and takes eight
 * times as long on a processor. The derivative by a pixel is the sum, over the places (a, b) of a
 * filter, of the filters' weights there times the derivative by the outputs that the place shifts
 * the pixel to:
 *
 * <p>∂L/∂x[i, j] = Σ<sub>a, b, f</sub> k[a, b, f] · ∂L/∂y[i − a, j − b, f]
 *
 * <p>so one matrix product gives a plane for every place, and the planes are added where they
 * overlap.
 *
 * @param node stride 1 and no padding, [B, H, W, 1] to [B, H − h + 1, W − w + 1, F]
 */
record GrayConvolution(GraphOperation node) {

  /** The convolution that is all a scalar has of these images. */
  static Optional<GrayConvolution> readingOnly(Operand<?> images, Set<Operation> belowScalar) {
    Output<?> wanted = images.asOutput();
    if (wanted.shape().numDimensions() != 4 || wanted.shape().get(-1) != 1) {
      return Optional.empty();
    }
    List<GraphOperation> readers = new ArrayList<>();
    for (Operation operation : belowScalar) {
      if (operation instanceof GraphOperation node
          && node.inputs().stream().anyMatch(input -> same(input.asOutput(), wanted))) {
        readers.add(node);
      }
    }
    return readers.size() == 1
        ? Optional.of(new GrayConvolution(readers.get(0))).filter(only -> only.reads(wanted))
        : Optional.empty();
  }

  private static boolean same(Output<?> one, Output<?> other) {
    return one.op().equals(other.op()) && one.index() == other.index();
  }

  private boolean reads(Output<?> images) {
    return node.type().equals("Conv2D")
        && same(node.input(0), images)
        && node.attributes().getAttrString("padding").equals("VALID")
        && node.attributes().getAttrString("data_format").equals("NHWC")
        && isOne(node.attributes().getAttrIntList("strides"))
        && isOne(node.attributes().getAttrIntList("dilations"))
        && !kernel().shape().hasUnknownDimension();
  }

  private static boolean isOne(long[] sizes) {
    for (long size : sizes) {
      if (size != 1) {
        return false;
      }
    }
    return true;
  }

  /** What the convolution gives. */
  Operand<TFloat32> output() {
    return node.output(0);
  }

  @SuppressWarnings("unchecked") // both inputs of a convolution have the type of its output
  private Output<TFloat32> kernel() {
    return (Output<TFloat32>) node.input(1);
  }

  /** The derivative by the images. */
  Operand<TFloat32> derivative(Ops tf, Operand<TFloat32> byOutput) {
    Shape filter = kernel().shape();
    int height = Math.toIntExact(filter.get(0));
    int width = Math.toIntExact(filter.get(1));
    int filters = Math.toIntExact(filter.get(3));
    Operand<TFloat32> places =
        tf.linalg.matMul(
            tf.reshape(kernel(), tf.array(height * width, filters)),
            tf.reshape(byOutput, tf.array(-1, filters)),
            MatMul.transposeB(true));
    Operand<TInt32> plane = tf.slice(tf.shape(byOutput), tf.array(0), tf.array(3));
    List<Output<TFloat32>> planes =
        tf.split(tf.constant(0), places, (long) height * width).output();
    List<Operand<TFloat32>> shifted = new ArrayList<>();
    for (int place = 0; place < planes.size(); place++) {
      int a = place / width;
      int b = place % width;
      int[][] around = {{0, 0}, {a, height - 1 - a}, {b, width - 1 - b}};
      shifted.add(
          tf.pad(tf.reshape(planes.get(place), plane), tf.constant(around), tf.constant(0f)));
    }
    return tf.expandDims(tf.math.addN(shifted), tf.constant(-1));
  }
}
