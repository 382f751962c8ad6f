package org.beamnsl.trainer.layers;

import java.util.List;
import java.util.function.UnaryOperator;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.model.Initializers;
import org.beamnsl.trainer.model.Layer;
import org.beamnsl.trainer.model.Pass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Square 2-D convolution with bias and activation, [B, H, W, C] to [B, H', W', filters]. Weights
 * {@code kernel} [size, size, C, filters], Glorot uniform, and {@code bias} [filters], zero.
 */
public record Conv2D(
    int filters, int size, int stride, Padding padding, Activation activation, String name)
    implements Layer {

  /** What happens at the rim of an image. */
  public enum Padding {
    /** Windows stay inside. */
    VALID,
    /** Zeros around, so that stride 1 keeps the size. */
    SAME
  }

  public Conv2D {
    if (filters < 1 || size < 1 || stride < 1) {
      throw NslException.usage(
          String.format(
              "filters %d, size %d and stride %d must be at least 1", filters, size, stride));
    }
  }

  /** Stride 1, valid padding. */
  public static Conv2D of(int filters, int size, Activation activation) {
    return new Conv2D(filters, size, 1, Padding.VALID, activation, "");
  }

  /** This convolution with another treatment of the rim. */
  public Conv2D withPadding(Padding other) {
    return new Conv2D(filters, size, stride, other, activation, name);
  }

  @Override
  public String kind() {
    return "conv2d";
  }

  @Override
  public Operand<TFloat32> call(Pass pass, String layer, Operand<?> input) {
    Ops tf = pass.tf();
    Operand<TFloat32> image = pass.floats(input);
    Axes.requireRank(layer, image, 4);
    int channels = Axes.size(layer, image, -1);
    Operand<TFloat32> kernel =
        pass.weight(layer + "/kernel", Initializers.glorotUniform(), size, size, channels, filters);
    Operand<TFloat32> bias = pass.weight(layer + "/bias", Initializers.constant(0), filters);
    List<Long> strides = List.of(1L, (long) stride, (long) stride, 1L);
    Operand<TFloat32> convolved = tf.nn.conv2d(image, kernel, strides, padding.name());
    UnaryOperator<Operand<TFloat32>> rest =
        values -> activation.apply(tf, tf.nn.biasAdd(values, bias));
    return activation.neverFalls() ? pass.rising(convolved, rest) : rest.apply(convolved);
  }
}
