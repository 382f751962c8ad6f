package org.beamnsl.trainer.image;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;

/**
 * Decodes images by the operations that an exported model holds; safe for use by several threads.
 * There is one per form, which lives as long as the process.
 */
public final class ImageDecoder {
  private static final Map<PixelForm, ImageDecoder> BY_FORM = new ConcurrentHashMap<>();

  private final PixelForm form;
  private final Graph graph = new Graph();
  private final Operand<TString> encoded;
  private final Operand<TFloat32> pixels;
  private final Session session;

  private ImageDecoder(PixelForm form, int threads) {
    this.form = form;
    Ops tf = Ops.create(graph);
    encoded = tf.placeholder(TString.class, Placeholder.shape(Shape.scalar()));
    pixels = form.decode(tf, encoded);
    session =
        new Session(
            graph,
            ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(threads)
                .setInterOpParallelismThreads(threads)
                .build());
  }

  /**
   * The decoder to this form.
   *
   * @param threads of TensorFlow, as for training: the first session of a process decides how many
   *     there are for all later ones, so it has to know
   */
  public static ImageDecoder of(PixelForm form, int threads) {
    return BY_FORM.computeIfAbsent(form, missing -> new ImageDecoder(missing, threads));
  }

  /** Values of one image. */
  public int size() {
    return form.height() * form.width() * form.channels();
  }

  /**
   * Writes the pixels of an image, row by row.
   *
   * @throws IllegalArgumentException for bytes that are no image, with the reason in words that
   *     follow a name
   */
  public void decode(byte[] image, float[] target, int at) {
    try (TString tensor = TString.tensorOfBytes(NdArrays.scalarOfObject(image));
        Result result = session.runner().feed(encoded, tensor).fetch(pixels).run()) {
      result.get(0).asRawTensor().data().asFloats().read(target, at, size());
    } catch (TensorFlowException | IllegalArgumentException e) {
      throw new IllegalArgumentException(reason(image, e), e);
    }
  }

  private static String reason(byte[] image, RuntimeException e) {
    if (image.length == 0) {
      return "has no bytes";
    }
    String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    int graphPlace = message.indexOf("[[");
    String text = graphPlace < 0 ? message : message.substring(0, graphPlace);
    return text.contains("Unknown image file format")
        ? "is not an image in JPEG, PNG, BMP or GIF"
        : "cannot be decoded: " + text.strip();
  }
}
