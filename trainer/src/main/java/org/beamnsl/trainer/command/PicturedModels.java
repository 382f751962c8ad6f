package org.beamnsl.trainer.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.evaluate.LocalModel;
import org.beamnsl.trainer.evaluate.ModelArtifact;
import org.beamnsl.trainer.export.LayerOutput;
import org.beamnsl.trainer.export.LoadedModel;
import org.tensorflow.Result;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;

/**
 * Models of images side by side, which all read the same feature in the same shape.
 *
 * @param feature the image
 * @param shape height, width, channels
 */
record PicturedModels(
    List<String> names,
    List<LoadedModel> models,
    List<LocalModel> folders,
    String feature,
    int[] shape)
    implements AutoCloseable {

  /**
   * Loads the first seed of each.
   *
   * @throws NslException (65) when one reads no image, or not the same as the first
   */
  static PicturedModels load(List<ModelArtifact> artifacts) throws IOException {
    List<String> names = new ArrayList<>();
    List<LoadedModel> models = new ArrayList<>();
    List<LocalModel> folders = new ArrayList<>();
    String feature = "";
    Shape shape = Shape.unknown();
    for (ModelArtifact artifact : artifacts) {
      LocalModel folder = LocalModel.of(artifact.members().get(0));
      LoadedModel model = LoadedModel.load(folder.folder().toString());
      names.add(artifact.name());
      models.add(model);
      folders.add(folder);
      var inputs = model.rawInputs();
      String name = inputs.keySet().iterator().next();
      Shape read = Objects.requireNonNull(inputs.get(name));
      if (inputs.size() != 1 || read.numDimensions() != 4) {
        throw NslException.badData(
            artifact.path() + ": reads " + inputs + "; only models of one image can be pictured");
      }
      if (models.size() > 1
          && !(name.equals(feature) && Arrays.equals(read.asArray(), shape.asArray()))) {
        throw NslException.badData(
            String.format(
                "%s reads %s%s, %s reads %s%s; expected the same image",
                names.get(0), feature, shape, artifact.name(), name, read));
      }
      feature = name;
      shape = read;
    }
    int[] one = new int[3];
    for (int i = 0; i < one.length; i++) {
      one[i] = Math.toIntExact(shape.get(i + 1));
    }
    return new PicturedModels(names, models, folders, feature, one);
  }

  /** The pixels of serialized examples as the first model sees them. */
  float[][] pixels(List<byte[]> examples) {
    try (Result read = models.get(0).features(examples)) {
      return LoadedModel.matrix((TFloat32) read.get(feature).orElseThrow());
    }
  }

  /** What a model takes images for: [image][class]. */
  float[][] probabilities(int model, float[]... images) {
    try (TFloat32 tensor = tensor(images)) {
      return models.get(model).probabilities(Map.of(feature, tensor));
    }
  }

  /** The convolutions' outputs for one image, by layer. */
  Map<String, LayerOutput> convolutions(int model, float[] image) {
    try (TFloat32 tensor = tensor(image)) {
      Map<String, Tensor> features = Map.of(feature, tensor);
      Map<String, LayerOutput> kept = new LinkedHashMap<>();
      models
          .get(model)
          .activations(features)
          .forEach(
              (layer, activation) -> {
                if (layer.startsWith("conv") && activation.shape().length == 3) {
                  kept.put(layer, activation);
                }
              });
      return kept;
    }
  }

  private TFloat32 tensor(float[]... images) {
    float[] flat = new float[images.length * images[0].length];
    for (int i = 0; i < images.length; i++) {
      System.arraycopy(images[i], 0, flat, i * images[i].length, images[i].length);
    }
    Shape all = Shape.of(images.length, shape[0], shape[1], shape[2]);
    return TFloat32.tensorOf(all, DataBuffers.of(flat, false, false));
  }

  @Override
  public void close() throws IOException {
    models.forEach(LoadedModel::close);
    for (LocalModel folder : folders) {
      folder.close();
    }
  }
}
