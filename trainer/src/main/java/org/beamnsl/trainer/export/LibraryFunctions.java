package org.beamnsl.trainer.export;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.tensorflow.ConcreteFunction;
import org.tensorflow.Graph;
import org.tensorflow.Signature;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.FunctionDef;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.OpDef;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TensorShapeProto;

/**
 * The signatures of a saved graph once more, as functions of its library: what {@code
 * tf.saved_model.load} of TensorFlow 2 and, with it, Keras make callables of. A function takes the
 * signature's inputs in the order of their keys and then the handles of the variables it reads.
 */
final class LibraryFunctions {
  private static final String VARIABLE = "VariableV2";

  /**
   * A function of the library.
   *
   * @param inputs of the signature, by key and in the order of the arguments
   * @param outputs of the signature, by key and in the order of the results
   * @param variables names of those whose handles are the further arguments
   */
  record LibraryFunction(
      FunctionDef definition,
      TreeMap<String, TensorInfo> inputs,
      TreeMap<String, TensorInfo> outputs,
      List<String> variables) {
    String name() {
      return definition.getSignature().getName();
    }
  }

  private final Map<String, NodeDef> nodes = new HashMap<>();
  private final GraphDef saved;

  /** Functions of the graph that a model was saved with. */
  LibraryFunctions(GraphDef saved) {
    this.saved = saved;
    saved.getNodeList().forEach(node -> nodes.put(node.getName(), node));
  }

  /** The function of one signature. */
  LibraryFunction of(String key, SignatureDef signature) {
    var inputs = new TreeMap<>(signature.getInputsMap());
    var outputs = new TreeMap<>(signature.getOutputsMap());
    Set<String> needed = below(outputs);
    List<String> variables = needed.stream().filter(this::isVariable).sorted().toList();
    try (Graph graph = new Graph()) {
      graph.importGraphDef(withoutVariables(needed, inputs));
      Signature.Builder wanted = Signature.builder(key);
      // Keys of equal length, so that their order is the same however it is found.
      int place = 1000;
      for (TensorInfo input : inputs.values()) {
        wanted.input("in" + place++, graph.operation(node(input.getName())).output(0));
      }
      for (String variable : variables) {
        wanted.input("in" + place++, graph.operation(variable).output(0));
      }
      for (TensorInfo output : outputs.values()) {
        wanted.output(
            "out" + place++,
            graph.operation(node(output.getName())).output(index(output.getName())));
      }
      try (ConcreteFunction function = ConcreteFunction.create(wanted.build(), graph)) {
        FunctionDef definition = function.getFunctionDef();
        return new LibraryFunction(
            reading(definition, "signature_" + key, inputs, variables), inputs, outputs, variables);
      }
    }
  }

  private boolean isVariable(String name) {
    return get(name).getOp().equals(VARIABLE);
  }

  private NodeDef get(String name) {
    NodeDef node = nodes.get(name);
    if (node == null) {
      throw new IllegalStateException("the saved graph has no operation " + name);
    }
    return node;
  }

  /** Everything that the outputs depend on. */
  private Set<String> below(Map<String, TensorInfo> outputs) {
    Set<String> seen = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>();
    outputs.values().forEach(output -> open.add(node(output.getName())));
    while (!open.isEmpty()) {
      String name = open.remove();
      if (seen.add(name)) {
        get(name).getInputList().forEach(input -> open.add(node(input)));
      }
    }
    return seen;
  }

  /** A function cannot take references, so a placeholder stands for the value of a variable. */
  private GraphDef withoutVariables(Set<String> needed, Map<String, TensorInfo> inputs) {
    GraphDef.Builder graph = saved.toBuilder().clearNode();
    Set<String> kept = new LinkedHashSet<>(needed);
    inputs.values().forEach(input -> kept.add(node(input.getName())));
    saved.getNodeList().stream()
        .filter(node -> kept.contains(node.getName()))
        .map(node -> isVariable(node.getName()) ? placeholder(node) : node)
        .forEach(graph::addNode);
    return graph.build();
  }

  private static NodeDef placeholder(NodeDef variable) {
    return NodeDef.newBuilder()
        .setName(variable.getName())
        .setOp("Placeholder")
        .putAttr("dtype", variable.getAttrOrThrow("dtype"))
        .putAttr("shape", variable.getAttrOrThrow("shape"))
        .build();
  }

  /** The last arguments, values of variables, become handles that are read within. */
  private FunctionDef reading(
      FunctionDef function, String name, Map<String, TensorInfo> inputs, List<String> variables) {
    FunctionDef.Builder result = function.toBuilder().clearArgAttr().clearNodeDef();
    OpDef.Builder signature = result.getSignatureBuilder().setName(name);
    AttrValue.ListValue.Builder shapes = AttrValue.ListValue.newBuilder();
    inputs.values().forEach(input -> shapes.addShape(input.getTensorShape()));
    Map<String, String> values = new HashMap<>();
    List<NodeDef> reads = new ArrayList<>();
    for (int i = 0; i < variables.size(); i++) {
      OpDef.ArgDef.Builder argument = signature.getInputArgBuilder(inputs.size() + i);
      NodeDef read = read(argument.getName(), argument.getType());
      argument.setType(DataType.DT_RESOURCE);
      reads.add(read);
      values.put(argument.getName(), read.getName() + ":value:0");
      shapes.addShape(TensorShapeProto.getDefaultInstance());
    }
    function.getNodeDefList().stream()
        .map(node -> renamed(node, values))
        .sorted(Comparator.comparing(NodeDef::getName)) // TensorFlow Java keeps them in a set
        .forEach(result::addNodeDef);
    function
        .getRetMap()
        .forEach((output, value) -> result.putRet(output, values.getOrDefault(value, value)));
    return result
        .addAllNodeDef(reads)
        .putAttr("_input_shapes", AttrValue.newBuilder().setList(shapes).build())
        .build();
  }

  private static NodeDef renamed(NodeDef node, Map<String, String> values) {
    NodeDef.Builder result = node.toBuilder().clearInput();
    node.getInputList().forEach(input -> result.addInput(values.getOrDefault(input, input)));
    return result.build();
  }

  private static NodeDef read(String handle, DataType type) {
    return NodeDef.newBuilder()
        .setName(handle + "/read_variable")
        .setOp("ReadVariableOp")
        .addInput(handle)
        .putAttr("dtype", AttrValue.newBuilder().setType(type).build())
        .build();
  }

  /** The shape of a variable of the saved graph. */
  TensorShapeProto shape(String variable) {
    return get(variable).getAttrOrThrow("shape").getShape();
  }

  /** The same, as sessions want it. */
  Shape axes(String variable) {
    return Shape.of(
        shape(variable).getDimList().stream().mapToLong(TensorShapeProto.Dim::getSize).toArray());
  }

  private static String node(String tensor) {
    String name = tensor.startsWith("^") ? tensor.substring(1) : tensor;
    int colon = name.lastIndexOf(':');
    return colon < 0 ? name : name.substring(0, colon);
  }

  private static int index(String tensor) {
    int colon = tensor.lastIndexOf(':');
    return colon < 0 ? 0 : Integer.parseInt(tensor.substring(colon + 1));
  }
}
