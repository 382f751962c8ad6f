package org.beamnsl.trainer.image;

import java.util.List;
import org.beamnsl.core.failure.NslException;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Operand;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.image.DecodeImage;
import org.tensorflow.op.image.ScaleAndTranslate;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/**
 * What a model sees of an encoded image: decoded as JPEG, PNG, BMP or GIF (first frame), scaled
 * with a triangle filter that covers every source pixel (as {@code tf.image.resize(antialias=True)}
 * does; an image of the right size stays as it is), then divided.
 *
 * @param channels 3 for red, green and blue (grey becomes three equal ones, alpha is dropped), 1
 *     for grey
 * @param divisor what 8-bit intensities are divided by, above 0
 */
public record PixelForm(int height, int width, int channels, double divisor) {
  private static final String ENCODED = "encoded";
  private static final String PIXELS = "pixels";

  /** Checks the ranges. */
  public PixelForm {
    if (height < 1 || width < 1 || (channels != 1 && channels != 3)) {
      throw NslException.usage(
          String.format(
              "image shape %d,%d,%d: expected height and width of at least 1 and 1 or 3 channels",
              height, width, channels));
    }
    if (!(divisor > 0) || Double.isInfinite(divisor)) {
      throw NslException.usage("pixel divisor " + divisor + ": expected a number above 0");
    }
  }

  /** Pixels [height, width, channels] of one encoded image, a scalar. */
  Operand<TFloat32> decode(Ops tf, Operand<TString> encoded) {
    Operand<TUint8> bytes =
        tf.image.decodeImage(
            encoded,
            TUint8.class,
            DecodeImage.channels((long) channels),
            DecodeImage.expandAnimations(false));
    Operand<TInt32> sides =
        tf.slice(tf.shape(bytes), tf.constant(new int[] {0}), tf.constant(new int[] {2}));
    Operand<TInt32> wanted = tf.constant(new int[] {height, width});
    Operand<TFloat32> scale =
        tf.math.div(tf.dtypes.cast(wanted, TFloat32.class), tf.dtypes.cast(sides, TFloat32.class));
    Operand<TFloat32> scaled =
        tf.image.scaleAndTranslate(
            tf.expandDims(bytes, tf.constant(0)),
            wanted,
            scale,
            tf.constant(new float[2]),
            ScaleAndTranslate.kernelType("triangle"),
            ScaleAndTranslate.antialias(true));
    return tf.math.div(
        tf.reshape(scaled, tf.constant(new int[] {height, width, channels})),
        tf.constant((float) divisor));
  }

  /** Pixels [B, height, width, channels] of encoded images [B] of any sizes. */
  @SuppressWarnings("unchecked")
  public Operand<TFloat32> decodeBatch(Ops tf, Operand<TString> encoded) {
    ConcreteFunction one =
        ConcreteFunction.create(
            inner -> {
              Operand<TString> image =
                  inner.placeholder(TString.class, Placeholder.shape(Shape.scalar()));
              return Signature.builder()
                  .key("decode_image")
                  .input(ENCODED, image)
                  .output(PIXELS, decode(inner, image))
                  .build();
            });
    return (Operand<TFloat32>)
        tf.mapDefun(
                List.of(encoded),
                List.of(),
                List.of(TFloat32.class),
                List.of(Shape.of(height, width, channels)),
                one)
            .output()
            .get(0);
  }
}
