package org.beamnsl.trainer.export;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.beamnsl.trainer.model.BaseModel;
import org.beamnsl.trainer.model.Input;
import org.beamnsl.trainer.model.Pass;
import org.beamnsl.trainer.model.RandomStream;
import org.beamnsl.trainer.model.Weights;
import org.beamnsl.trainer.reading.FeatureSpec;
import org.beamnsl.trainer.reading.TextSource;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;

/**
 * A base model ready to be saved for serving: see {@link Signatures} for what the saved model
 * answers. Regularizers, neighbours and optimizer leave no trace, so a base model and its
 * regularized version have the same operations.
 *
 * @param model whose first output is the probability of each class; further outputs are served by
 *     their names
 * @param features how each of its inputs is read from an example
 * @param weights value of every variable, by name
 * @param texts what the token ids of a feature are made of, by the feature's name: tokenizer and
 *     vocabulary become part of the model, and an example may hold the text in place of the ids
 */
public record ServingModel(
    BaseModel model,
    List<FeatureSpec> features,
    Map<String, float[]> weights,
    Output output,
    Map<String, TextSource> texts) {

  /** What the main output of a model is. */
  public enum Output {
    /** The probability of each class; served with the most probable class. */
    PROBABILITIES,
    /** Numbers that say where an example is. */
    EMBEDDINGS
  }

  /** A model that gives probabilities. */
  public ServingModel(BaseModel model, List<FeatureSpec> features, Map<String, float[]> weights) {
    this(model, features, weights, Output.PROBABILITIES, Map.of());
  }

  /** The same model, which also reads these texts. */
  public ServingModel withTexts(Map<String, TextSource> sources) {
    return new ServingModel(model, features, weights, output, sources);
  }

  /** Copies list and map. */
  public ServingModel {
    features = List.copyOf(features);
    texts = Map.copyOf(texts);
  }

  /** Saves the model into a new local folder, to bytes that depend on the model only. */
  public void save(Path folder) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Weights variables = new Weights(tf);
      Pass pass = Pass.inference(tf, variables, new RandomStream(tf.constant(new long[] {0, 0})));
      Operand<TString> examples =
          tf.withName(Signatures.EXAMPLES)
              .placeholder(TString.class, Placeholder.shape(Shape.of(-1)));
      Map<String, Operand<?>> parsed = new ParseInGraph(tf, texts).parse(examples, features);
      Signature serving =
          signature(Signatures.SERVING, Map.of(Signatures.EXAMPLES, examples))
              .outputs(predictions(tf, pass, parsed));
      Signature reading =
          signature(Signatures.FEATURES, Map.of(Signatures.EXAMPLES, examples)).outputs(parsed);
      List<Signature> signatures = new ArrayList<>(List.of(serving, reading));
      if (features.stream().anyMatch(spec -> spec.form() == FeatureSpec.Form.IMAGE)) {
        List<FeatureSpec> decoded = features.stream().map(FeatureSpec::decoded).toList();
        signatures.add(
            signature(Signatures.DECODED, Map.of(Signatures.EXAMPLES, examples))
                .outputs(new ParseInGraph(tf, texts).parse(examples, decoded)));
      }
      if (!pass.layers().isEmpty()) {
        signatures.add(
            signature(Signatures.LAYERS, Map.of(Signatures.EXAMPLES, examples))
                .outputs(pass.layers()));
      }
      Map<String, Operand<?>> fed = placeholders(tf);
      signatures.add(signature(Signatures.RAW, fed).outputs(predictions(tf, pass.again(), fed)));
      try (Session session = new Session(graph)) {
        variables.assign(session, weights);
        SavedModelBundle.exporter(folder.toString())
            .withSession(session)
            .withSignatures(signatures.toArray(Signature[]::new))
            .export();
      }
      Path file = folder.resolve("saved_model.pb");
      SavedModel graphOnly = SavedModel.parseFrom(Files.readAllBytes(file));
      writeInFixedOrder(SavedObjects.addTo(graphOnly, folder, variables, weights), file);
      new WarmUpRequests(features).write(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, Operand<?>> placeholders(Ops tf) {
    Map<String, Operand<?>> fed = new LinkedHashMap<>();
    for (Input input : model.inputs()) {
      fed.put(input.name(), input.placeholder(tf));
    }
    return fed;
  }

  private Map<String, Operand<?>> predictions(Ops tf, Pass pass, Map<String, Operand<?>> inputs) {
    Map<String, Operand<TFloat32>> computed = model.call(pass, inputs);
    String first = computed.keySet().iterator().next();
    Operand<TFloat32> main = Objects.requireNonNull(computed.get(first));
    Map<String, Operand<?>> outputs = new LinkedHashMap<>();
    if (output == Output.EMBEDDINGS) {
      outputs.put(Signatures.EMBEDDINGS, main);
      return outputs;
    }
    outputs.put(Signatures.PROBABILITIES, main);
    outputs.put(Signatures.CLASSES, classes(tf, main));
    computed.forEach(
        (name, probabilities) -> {
          if (!name.equals(first)) {
            outputs.put(Signatures.probabilities(name), probabilities);
            outputs.put(Signatures.classes(name), classes(tf, probabilities));
          }
        });
    return outputs;
  }

  private static Operand<TInt64> classes(Ops tf, Operand<TFloat32> probabilities) {
    return tf.math.argMax(probabilities, tf.constant(-1), TInt64.class);
  }

  private static Half signature(String key, Map<String, ? extends Operand<?>> inputs) {
    Signature.Builder builder =
        Signature.builder().key(key).methodName("tensorflow/serving/predict");
    inputs.forEach(builder::input);
    return new Half(builder);
  }

  private record Half(Signature.Builder builder) {
    Signature outputs(Map<String, ? extends Operand<?>> outputs) {
      outputs.forEach(builder::output);
      return builder.build();
    }
  }

  /** Maps of a proto have no order of their own; without this, equal models would differ. */
  private static void writeInFixedOrder(SavedModel saved, Path file) throws IOException {
    byte[] bytes = new byte[saved.getSerializedSize()];
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    out.useDeterministicSerialization();
    saved.writeTo(out);
    out.flush();
    Files.write(file, bytes);
  }
}
