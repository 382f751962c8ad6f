package org.beamnsl.embed;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.storage.PlainFolder;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Signature;
import org.tensorflow.Signature.TensorDescription;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.DataType;
import org.tensorflow.types.TFloat32;

/** A SavedModel whose one input and one output of floats are settled. */
final class VectorModel implements AutoCloseable {
  private static final String EMBEDDING = "embedding";

  private final String folder;
  private final SavedModelBundle bundle;
  private final Signature signature;
  private final String inputName;
  private final TensorDescription input;
  private final String outputName;

  private VectorModel(String folder, SavedModelBundle bundle, Signature signature) {
    this.folder = folder;
    this.bundle = bundle;
    this.signature = signature;
    if (signature.getInputs().size() != 1) {
      throw NslException.badData(
          folder
              + ": the signature "
              + signature.key()
              + " reads "
              + new TreeSet<>(signature.getInputs().keySet())
              + ", expected one tensor");
    }
    Map.Entry<String, TensorDescription> only = signature.getInputs().entrySet().iterator().next();
    this.inputName = only.getKey();
    this.input = only.getValue();
    this.outputName = outputName();
  }

  /**
   * Loads a model.
   *
   * @throws NslException (66) when the folder holds none, (65) when it cannot be used
   */
  static VectorModel load(String folder) {
    requireModel(folder);
    SavedModelBundle bundle;
    try (PlainFolder plain = PlainFolder.of(Path.of(folder))) {
      bundle = SavedModelBundle.load(plain.path().toString());
    } catch (TensorFlowException | IllegalArgumentException e) {
      throw NslException.badData(folder + ": not a TensorFlow SavedModel: " + firstLine(e));
    }
    try {
      return new VectorModel(folder, bundle, signature(folder, bundle));
    } catch (RuntimeException e) {
      bundle.close();
      throw e;
    }
  }

  /**
   * Checks that there is a model, without loading it.
   *
   * @throws NslException (66) when there is none
   */
  static void requireModel(String folder) {
    if (!Files.exists(Path.of(folder, "saved_model.pb"))) {
      throw NslException.noInput("--embedder=savedmodel:" + folder + ": no saved_model.pb in it");
    }
  }

  private static Signature signature(String folder, SavedModelBundle bundle) {
    // The loader's own signature only runs initializers.
    List<Signature> usable =
        bundle.signatures().stream().filter(each -> !each.key().startsWith("__")).toList();
    for (Signature each : usable) {
      if (each.key().equals(Signature.DEFAULT_KEY)) {
        return each;
      }
    }
    if (usable.size() == 1) {
      return usable.get(0);
    }
    throw NslException.badData(
        folder
            + ": the model has no signature "
            + Signature.DEFAULT_KEY
            + ", only "
            + usable.stream().map(Signature::key).sorted().toList());
  }

  private String outputName() {
    Map<String, TensorDescription> outputs = signature.getOutputs();
    if (outputs.containsKey(EMBEDDING)) {
      return EMBEDDING;
    }
    List<String> floats =
        outputs.entrySet().stream()
            .filter(output -> output.getValue().dataType == DataType.DT_FLOAT)
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    if (floats.size() != 1) {
      throw NslException.badData(
          folder
              + ": the signature "
              + signature.key()
              + " has the outputs of floats "
              + floats
              + ", expected one, or one named "
              + EMBEDDING);
    }
    return floats.get(0);
  }

  String folder() {
    return folder;
  }

  String inputName() {
    return inputName;
  }

  TensorDescription input() {
    return input;
  }

  /** One vector per row of the first axis; the input is closed. */
  float[][] run(Tensor batch) {
    try (batch;
        Result result = bundle.function(signature.key()).call(Map.of(inputName, batch))) {
      return rows((TFloat32) result.get(outputName).orElseThrow());
    } catch (TensorFlowException | IllegalArgumentException e) {
      throw NslException.badData(folder + ": the model cannot read the batch: " + firstLine(e));
    }
  }

  private static float[][] rows(TFloat32 tensor) {
    Shape shape = tensor.shape();
    int rows = shape.numDimensions() == 0 ? 1 : Math.toIntExact(shape.get(0));
    int columns = Math.toIntExact(tensor.size() / Math.max(1, rows));
    float[] flat = new float[rows * columns];
    tensor.asRawTensor().data().asFloats().read(flat);
    float[][] vectors = new float[rows][columns];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(flat, i * columns, vectors[i], 0, columns);
    }
    return vectors;
  }

  private static String firstLine(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.getClass().getSimpleName());
  }

  @Override
  public void close() {
    bundle.close();
  }
}
