package org.beamnsl.trainer.export;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.storage.PlainFolder;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.Tensor;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TString;

/** A saved model that answers serialized examples. Close it after use. */
public final class LoadedModel implements AutoCloseable {
  /** Of one input of all examples that are passed at a time: 32 MB. */
  private static final long NUMBERS_AT_A_TIME = 1L << 23;

  private final String folder;
  private final SavedModelBundle bundle;
  private final String probabilities;
  private final Optional<DecodedImages> decoded;

  private LoadedModel(String folder, SavedModelBundle bundle, String probabilities) {
    this.folder = folder;
    this.bundle = bundle;
    this.probabilities = probabilities;
    this.decoded =
        bundle.signatures().stream()
            .filter(one -> one.key().equals(Signatures.DECODED))
            .findFirst()
            .map(one -> new DecodedImages(folder, one.getOutputs().keySet()));
  }

  /**
   * Loads a local folder.
   *
   * @throws NslException (65) when it is no saved model, or lacks the serving signature
   */
  public static LoadedModel load(String folder) {
    SavedModelBundle bundle;
    try (PlainFolder plain = PlainFolder.of(Path.of(folder))) {
      bundle = SavedModelBundle.load(plain.path().toString());
    } catch (TensorFlowException | IllegalArgumentException e) {
      throw NslException.badData(folder + ": not a TensorFlow saved model: " + firstLine(e));
    }
    LoadedModel model = new LoadedModel(folder, bundle, Signatures.PROBABILITIES);
    model.signature(Signatures.SERVING);
    return model;
  }

  /**
   * The same model answering for a label: by the output of that label, or by its main output when
   * it has none of its own.
   */
  public LoadedModel answering(String label) {
    String own = Signatures.probabilities(label);
    return new LoadedModel(
        folder, bundle, outputs().contains(own) ? own : Signatures.PROBABILITIES);
  }

  /** The labels that it has further outputs for, sorted. */
  public List<String> moreLabels() {
    String suffix = Signatures.probabilities("");
    return outputs().stream()
        .filter(name -> name.endsWith(suffix))
        .map(name -> name.substring(0, name.length() - suffix.length()))
        .sorted()
        .toList();
  }

  private Set<String> outputs() {
    return signature(Signatures.SERVING).getOutputs().keySet();
  }

  /** The output that holds the probabilities it answers with. */
  public String probabilitiesOutput() {
    return probabilities;
  }

  /** The folder it was loaded from. */
  public String folder() {
    return folder;
  }

  /** What was loaded, for additions to its graph. */
  public SavedModelBundle bundle() {
    return bundle;
  }

  /**
   * A signature.
   *
   * @throws NslException (65) when the model has none of this name
   */
  public Signature signature(String key) {
    Set<String> known =
        bundle.signatures().stream()
            .map(Signature::key)
            .collect(Collectors.toCollection(TreeSet::new));
    return bundle.signatures().stream()
        .filter(signature -> signature.key().equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                NslException.badData(
                    folder + ": the model has no signature " + key + ", only " + known));
  }

  /**
   * Probability of each class for serialized examples.
   *
   * @throws NslException (65) when an example lacks what the model reads
   */
  public float[][] probabilities(List<byte[]> examples) {
    if (holdDecoded(examples)) {
      try (Result read = features(examples)) {
        return probabilities(tensors(read));
      }
    }
    return output(Signatures.SERVING, probabilities, examples);
  }

  /** Whether the model gives embeddings and no classes. */
  public boolean isEmbedding() {
    return signature(Signatures.SERVING).getOutputs().containsKey(Signatures.EMBEDDINGS);
  }

  /**
   * The embedding of each serialized example.
   *
   * @throws NslException (65) when the model gives none, or an example lacks what the model reads
   */
  public float[][] embeddings(List<byte[]> examples) {
    return output(Signatures.SERVING, Signatures.EMBEDDINGS, examples);
  }

  /**
   * The output of a layer for each serialized example, as a flat array.
   *
   * @throws NslException (65) when the model has no such layer, or an example lacks what it reads
   */
  public float[][] layer(String name, List<byte[]> examples) {
    return output(Signatures.LAYERS, name, examples);
  }

  /** One output of a signature over serialized examples; only what it needs is computed. */
  private float[][] output(String key, String name, List<byte[]> examples) {
    Signature signature = signature(key);
    Signature.TensorDescription wanted = signature.getOutputs().get(name);
    Signature.TensorDescription input = signature.getInputs().get(Signatures.EXAMPLES);
    if (wanted == null || input == null) {
      throw NslException.badData(
          folder
              + ": the model has no "
              + name
              + "; its signature "
              + key
              + " gives "
              + String.join(", ", new TreeSet<>(signature.getOutputs().keySet())));
    }
    try (TString batch = batch(examples);
        Result result =
            bundle.session().runner().feed(input.name, batch).fetch(wanted.name).run()) {
      return matrix((TFloat32) result.get(0));
    } catch (TensorFlowException | IllegalArgumentException e) {
      throw unreadable(e);
    }
  }

  /** Probability of each class for the model's inputs by name. */
  public float[][] probabilities(Map<String, Tensor> features) {
    try (Result result = bundle.session().run(signature(Signatures.RAW), features)) {
      return matrix((TFloat32) result.get(probabilities).orElseThrow());
    } catch (TensorFlowException | IllegalArgumentException e) {
      throw unreadable(e);
    }
  }

  /** The shapes of the model's inputs by name, examples first. */
  public Map<String, Shape> rawInputs() {
    Map<String, Shape> inputs = new TreeMap<>();
    signature(Signatures.RAW).getInputs().forEach((name, input) -> inputs.put(name, input.shape));
    return inputs;
  }

  /**
   * How many examples to pass at a time: as many as asked for, but fewer where they are large, so
   * that memory does not grow with the size of images.
   *
   * @param most at least 1
   * @return at least 1
   */
  public int examplesAtATime(int most) {
    long size = 1;
    for (Shape shape : rawInputs().values()) {
      long numbers = 1;
      for (int axis = 1; axis < shape.numDimensions(); axis++) {
        numbers *= Math.max(1, shape.get(axis));
      }
      size = Math.max(size, numbers);
    }
    return (int) Math.max(1, Math.min(most, NUMBERS_AT_A_TIME / size));
  }

  /** What every layer makes of one example, given as the model's inputs by name. */
  public Map<String, LayerOutput> activations(Map<String, Tensor> features) {
    Map<String, Signature.TensorDescription> read = signature(Signatures.FEATURES).getOutputs();
    Map<String, Signature.TensorDescription> layers = signature(Signatures.LAYERS).getOutputs();
    Session.Runner runner = bundle.session().runner();
    read.forEach((name, tensor) -> runner.feed(tensor.name, features.get(name)));
    layers.values().forEach(layer -> runner.fetch(layer.name));
    // The layers hang on the examples; what is fed further on makes their contents irrelevant.
    Map<String, LayerOutput> activations = new LinkedHashMap<>();
    try (Result result = runner.run()) {
      int index = 0;
      for (String name : new ArrayList<>(layers.keySet())) {
        activations.put(name, LayerOutput.of((TFloat32) result.get(index++)));
      }
    } catch (TensorFlowException | IllegalArgumentException e) {
      throw unreadable(e);
    }
    return new TreeMap<>(activations);
  }

  /** Whether the model decodes images itself. */
  public boolean readsImages() {
    return decoded.isPresent();
  }

  private boolean holdDecoded(List<byte[]> examples) {
    return decoded.isPresent() && decoded.get().areIn(examples);
  }

  /** The model's inputs for serialized examples; the caller closes the result. */
  public Result features(List<byte[]> examples) {
    String key = holdDecoded(examples) ? Signatures.DECODED : Signatures.FEATURES;
    try (TString batch = batch(examples)) {
      return bundle.session().run(signature(key), Map.of(Signatures.EXAMPLES, batch));
    } catch (TensorFlowException | IllegalArgumentException e) {
      throw unreadable(e);
    }
  }

  /** The tensors of a result by name. */
  public static Map<String, Tensor> tensors(Result result) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    result.forEach(entry -> tensors.put(entry.getKey(), entry.getValue()));
    return tensors;
  }

  private NslException unreadable(RuntimeException e) {
    return NslException.badData(folder + ": the model cannot read the examples: " + firstLine(e));
  }

  private static String firstLine(RuntimeException e) {
    return String.valueOf(e.getMessage())
        .lines()
        .filter(line -> !line.isBlank())
        .findFirst()
        .orElse("");
  }

  static TString batch(List<byte[]> examples) {
    return TString.tensorOfBytes(NdArrays.vectorOfObjects(examples.toArray(byte[][]::new)));
  }

  /** A tensor whose first axis counts examples as one flat array per example. */
  public static float[][] matrix(TFloat32 tensor) {
    return TensorRows.of(tensor).toArrays();
  }

  @Override
  public void close() {
    bundle.close();
  }
}
