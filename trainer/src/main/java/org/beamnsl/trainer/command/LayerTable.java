package org.beamnsl.trainer.command;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.beamnsl.core.failure.NslException;
import org.beamnsl.trainer.data.Column;
import org.beamnsl.trainer.model.Input;
import org.beamnsl.trainer.model.Pass;
import org.beamnsl.trainer.model.RandomStream;
import org.beamnsl.trainer.model.Weights;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/**
 * The layers of a model with the shapes of their outputs and the sizes of their weights.
 *
 * @param names of layers and of outputs, as regularizers may ask for them
 */
record LayerTable(List<Input> inputs, List<Row> rows, Set<String> names) {

  /**
   * One layer.
   *
   * @param outputShape of one example; −1 where it varies
   * @param parameters numbers it holds, moving statistics included
   */
  record Row(String name, String kind, List<Long> outputShape, long parameters) {}

  /** Finds out by building the model in a graph of its own. */
  static LayerTable of(ModelBuilder.Built model) {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Weights weights = new Weights(tf);
      Pass pass = Pass.inference(tf, weights, new RandomStream(tf.constant(new long[] {0, 0})));
      Map<String, Operand<?>> features = new LinkedHashMap<>();
      model.base().inputs().forEach(input -> features.put(input.name(), input.placeholder(tf)));
      Map<String, Operand<TFloat32>> outputs = model.base().call(pass, features);
      Set<String> names = new LinkedHashSet<>(pass.layers().keySet());
      names.addAll(outputs.keySet());
      List<Row> rows = new ArrayList<>();
      int index = 0;
      if (model.layers().isEmpty()) {
        return new LayerTable(model.base().inputs(), List.of(whole(weights, outputs)), names);
      }
      for (Map.Entry<String, Operand<TFloat32>> layer : pass.layers().entrySet()) {
        long[] shape = layer.getValue().shape().asArray();
        rows.add(
            new Row(
                layer.getKey(),
                model.layers().get(index++).kind(),
                Arrays.stream(shape).skip(1).boxed().toList(),
                parameters(weights, layer.getKey())));
      }
      return new LayerTable(model.base().inputs(), rows, names);
    }
  }

  /**
   * Checks the layers that a flag names.
   *
   * @throws NslException (64) for a name that neither a layer nor an output has
   */
  void require(String flag, List<String> wanted) {
    for (String name : wanted) {
      if (!names.contains(name)) {
        throw NslException.usage(
            String.format(
                "--%s=%s: no such layer; the model has %s", flag, name, String.join(", ", names)));
      }
    }
  }

  /** A model of the user's own in one row, since it need not consist of layers. */
  private static Row whole(Weights weights, Map<String, Operand<TFloat32>> outputs) {
    long[] shape = outputs.values().iterator().next().shape().asArray();
    long parameters =
        weights.all().stream().mapToLong(variable -> Column.sizeOf(variable.shape())).sum();
    return new Row(
        outputs.keySet().iterator().next(),
        "own model",
        Arrays.stream(shape).skip(1).boxed().toList(),
        parameters);
  }

  private static long parameters(Weights weights, String layer) {
    return weights.all().stream()
        .filter(variable -> variable.name().startsWith(layer + "/"))
        .mapToLong(variable -> Column.sizeOf(variable.shape()))
        .sum();
  }

  /** Numbers of all layers. */
  long parameters() {
    return rows.stream().mapToLong(Row::parameters).sum();
  }

  void print(PrintStream out) {
    TextTable table = new TextTable();
    table.add(List.of("layer", "kind", "output shape", "parameters"));
    for (Input input : inputs) {
      table.add(
          List.of(
              input.name(),
              "input, " + input.kind().name().toLowerCase(Locale.ROOT),
              Arrays.toString(input.shape()),
              "0"));
    }
    for (Row row : rows) {
      table.add(
          List.of(
              row.name(),
              row.kind(),
              row.outputShape().toString(),
              String.format(Locale.ROOT, "%,d", row.parameters())));
    }
    table.print(out);
    out.printf(Locale.ROOT, "  %,d parameters%n", parameters());
  }
}
