package org.beamnsl.trainer.export;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.core.storage.PlainFolder;
import org.beamnsl.trainer.model.BaseModel;
import org.beamnsl.trainer.model.Input;
import org.beamnsl.trainer.model.Pass;
import org.beamnsl.trainer.model.RandomStream;
import org.beamnsl.trainer.model.Weights;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * Writes a base model as a SavedModel: a fresh inference graph with the given weights and a
 * signature {@code serving_default} from feature tensors to outputs. Models that were trained with
 * and without neighbours look alike.
 */
public final class SavedModelExport {

  private SavedModelExport() {}

  /**
   * Writes into a new directory.
   *
   * @param values weights and statistics by name, as {@code CompiledModel.weights()} gives them
   */
  public static void write(BaseModel base, Map<String, float[]> values, Path directory) {
    if (Files.exists(directory)) {
      throw NslException.cannotWrite(directory + " exists already", null);
    }
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Weights weights = new Weights(tf);
      Signature.Builder signature = Signature.builder().key(Signature.DEFAULT_KEY);
      Map<String, Operand<?>> features = new LinkedHashMap<>();
      for (Input input : base.inputs()) {
        Operand<?> placeholder = input.placeholder(tf);
        features.put(input.name(), placeholder);
        signature.input(input.name(), placeholder);
      }
      // Inference draws nothing, so the stream needs no feed.
      RandomStream unused = new RandomStream(tf.constant(new long[2]));
      base.call(Pass.inference(tf, weights, unused), features).forEach(signature::output);
      try (Session session = new Session(graph)) {
        weights.assign(session, values);
        Files.createDirectories(directory.toAbsolutePath().getParent());
        SavedModelBundle.exporter(directory.toString())
            .withSession(session)
            .withSignature(signature.build())
            .export();
      }
    } catch (IOException e) {
      throw NslException.cannotWrite("cannot write the model " + directory, e);
    }
  }

  /** All weights of a SavedModel that {@link #write} made, by name. */
  public static Map<String, float[]> readWeights(Path directory) {
    if (!Files.exists(directory.resolve("saved_model.pb"))) {
      throw NslException.noInput("no SavedModel in " + directory);
    }
    try (PlainFolder plain = PlainFolder.of(directory);
        SavedModelBundle bundle = SavedModelBundle.load(plain.path().toString())) {
      List<GraphOperation> variables = new ArrayList<>();
      Iterator<GraphOperation> operations = bundle.graph().operations();
      while (operations.hasNext()) {
        GraphOperation operation = operations.next();
        if (operation.type().equals("VariableV2")) {
          variables.add(operation);
        }
      }
      Session.Runner runner = bundle.session().runner();
      variables.forEach(variable -> runner.fetch(variable.output(0)));
      Map<String, float[]> values = new LinkedHashMap<>();
      try (Result result = runner.run()) {
        for (int i = 0; i < variables.size(); i++) {
          TFloat32 tensor = (TFloat32) result.get(i);
          float[] array = new float[Math.toIntExact(tensor.size())];
          tensor.asRawTensor().data().asFloats().read(array);
          values.put(variables.get(i).name(), array);
        }
      }
      return values;
    } catch (TensorFlowException e) {
      throw NslException.badData("cannot read the SavedModel " + directory + ": " + e.getMessage());
    }
  }
}
