package org.beamnsl.trainer.layers;

import java.util.List;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.model.Layer;
import org.beamnsl.trainer.model.Pass;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Maximum or average over square windows that do not overlap, [B, H, W, C] to [B, H/size, W/size,
 * C].
 */
public record Pooling2D(Kind kind2d, int size) implements Layer {

  /** What a window becomes. */
  public enum Kind {
    MAX,
    AVERAGE
  }

  public Pooling2D {
    if (size < 1) {
      throw NslException.usage("pool size must be at least 1, not " + size);
    }
  }

  /** Maximum of every window. */
  public static Pooling2D max(int size) {
    return new Pooling2D(Kind.MAX, size);
  }

  /** Mean of every window. */
  public static Pooling2D average(int size) {
    return new Pooling2D(Kind.AVERAGE, size);
  }

  @Override
  public String kind() {
    return kind2d == Kind.MAX ? "max_pooling2d" : "average_pooling2d";
  }

  @Override
  public Operand<TFloat32> call(Pass pass, String layer, Operand<?> input) {
    Operand<TFloat32> image = pass.floats(input);
    Axes.requireRank(layer, image, 4);
    return kind2d == Kind.MAX ? max(pass, image) : average(pass.tf(), image);
  }

  /**
   * Of a convolution's output the maxima before bias and activation, which then have less to do,
   * forwards and backwards: the same numbers, and the same derivatives but where a bias or an
   * activation rounds two numbers to one.
   */
  private Operand<TFloat32> max(Pass pass, Operand<TFloat32> image) {
    return pass.rising(image)
        .map(rising -> rising.function().apply(max(pass.tf(), rising.argument())))
        .orElseGet(() -> max(pass.tf(), image));
  }

  /** The first version of the op: its successor has no fast kernel and costs half of the speed. */
  private Operand<TFloat32> max(Ops tf, Operand<TFloat32> image) {
    long[] window = {1, size, size, 1};
    return tf.scope()
        .env()
        .opBuilder("MaxPool", tf.scope().makeOpName("MaxPool"), tf.scope())
        .addInput(image.asOutput())
        .setAttr("ksize", window)
        .setAttr("strides", window)
        .setAttr("padding", "VALID")
        .build()
        .output(0);
  }

  private Operand<TFloat32> average(Ops tf, Operand<TFloat32> image) {
    List<Long> window = List.of(1L, (long) size, (long) size, 1L);
    return tf.nn.avgPool(image, window, window, "VALID");
  }
}
