package org.beamnsl.trainer.evaluate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.export.LoadedModel;
import org.beamnsl.trainer.export.TensorRows;
import org.tensorflow.Result;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/** What a model makes of images that nobody attacked and that have suffered all the same. */
final class CorruptedImages {
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private final LoadedModel model;
  private final float low;
  private final float high;

  private CorruptedImages(LoadedModel model, float low, float high) {
    this.model = model;
    this.low = low;
    this.high = high;
  }

  /** Looks through all examples for the smallest and the largest pixel, which bound the damage. */
  static CorruptedImages of(LoadedModel model, EvaluationSet examples, int batch) {
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (int from = 0; from < examples.labels().length; from += batch) {
      int to = Math.min(examples.labels().length, from + batch);
      try (Result read = model.features(examples.bytes(from, to))) {
        Map<String, Tensor> features = LoadedModel.tensors(read);
        for (String name : imagesOf(model, features)) {
          TensorRows images = TensorRows.of(image(features, name));
          float[] pixels = new float[images.width()];
          for (int row = 0; row < images.count(); row++) {
            images.read(row, pixels);
            for (float value : pixels) {
              low = Math.min(low, value);
              high = Math.max(high, value);
            }
          }
        }
      }
    }
    return new CorruptedImages(model, low, high);
  }

  /**
   * Probability of each class once the images are corrupted.
   *
   * @param from place of the first example in the set, which draws its randomness
   */
  float[][] probabilities(List<byte[]> rows, Corruption corruption, int from) {
    List<Tensor> owned = new ArrayList<>();
    try (Result read = model.features(rows)) {
      Map<String, Tensor> features = LoadedModel.tensors(read);
      Map<String, Tensor> changed = new HashMap<>(features);
      for (String name : imagesOf(model, features)) {
        TFloat32 image = corrupt(image(features, name), corruption, from);
        owned.add(image);
        changed.put(name, image);
      }
      return model.probabilities(changed);
    } finally {
      owned.forEach(Tensor::close);
    }
  }

  private TFloat32 corrupt(TFloat32 images, Corruption corruption, int firstRow) {
    Shape shape = images.shape();
    int[] one = new int[3];
    for (int i = 0; i < one.length; i++) {
      one[i] = Math.toIntExact(shape.get(i + 1));
    }
    TensorRows before = TensorRows.of(images);
    float[] pixels = new float[before.width()];
    return TFloat32.tensorOf(
        shape,
        corrupted -> {
          TensorRows after = TensorRows.of(corrupted);
          for (int row = 0; row < before.count(); row++) {
            long seed = (firstRow + row + 1L) * MIX + corruption.kind().ordinal();
            before.read(row, pixels);
            after.write(row, corruption.apply(pixels, one, low, high, seed));
          }
        });
  }

  private static TFloat32 image(Map<String, Tensor> features, String name) {
    return (TFloat32) Objects.requireNonNull(features.get(name));
  }

  /** Features of height, width and channels. */
  private static List<String> imagesOf(LoadedModel model, Map<String, Tensor> features) {
    List<String> images =
        features.keySet().stream()
            .filter(
                name ->
                    features.get(name) instanceof TFloat32 floats
                        && floats.shape().numDimensions() == 4)
            .sorted()
            .toList();
    if (images.isEmpty()) {
      throw NslException.badData(
          model.folder()
              + ": no image to corrupt; the model reads "
              + features.keySet()
              + " without height, width and channels");
    }
    return images;
  }
}
