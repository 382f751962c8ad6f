package org.beamnsl.trainer.export;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.beamnsl.trainer.model.Weights;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedBareConcreteFunction;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedConcreteFunction;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObject;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedObjectGraph;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedUserObject;
import org.tensorflow.proto.SavedObjectGraphOuterClass.SavedVariable;
import org.tensorflow.proto.Struct.DictValue;
import org.tensorflow.proto.Struct.StructuredValue;
import org.tensorflow.proto.Struct.TensorSpecProto;
import org.tensorflow.proto.Struct.TupleValue;
import org.tensorflow.proto.TensorInfo;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.ObjectReference;
import org.tensorflow.proto.TrackableObjectGraphOuterClass.TrackableObjectGraph.TrackableObject.SerializedTensor;
import org.tensorflow.proto.VersionDef;

/**
 * The objects of a saved model, which TensorFlow 2 and Keras load instead of its graph: a root with
 * the lists {@code variables} and {@code trainable_variables} and with {@code signatures}. Without
 * them {@code tf.keras.models.load_model} fails, looking for an object in an empty list.
 */
final class SavedObjects {
  private static final String LIST = "trackable_list_wrapper";

  private final List<SavedObject.Builder> objects = new ArrayList<>();
  private final Map<String, Integer> places = new TreeMap<>();
  private final LibraryFunctions functions;
  private final List<LibraryFunctions.LibraryFunction> traced = new ArrayList<>();

  private SavedObjects(LibraryFunctions functions) {
    this.functions = functions;
  }

  /**
   * Adds the objects to a model saved as a graph, and the places of the weights in them to its
   * checkpoint.
   *
   * @param folder that the graph was saved in
   */
  static SavedModel addTo(
      SavedModel saved, Path folder, Weights variables, Map<String, float[]> weights) {
    MetaGraphDef graph = saved.getMetaGraphs(0);
    var functions = new LibraryFunctions(graph.getGraphDef());
    SavedObjects objects = new SavedObjects(functions);
    SavedObjectGraph.Builder described = objects.describe(graph, variables);
    ObjectCheckpoint.write(folder, functions, weights, objects.checkpointed());
    MetaGraphDef.Builder with = graph.toBuilder().setObjectGraphDef(described);
    ObjectCheckpoint.rename(with.getGraphDefBuilder());
    objects.traced.forEach(
        function ->
            with.getGraphDefBuilder().getLibraryBuilder().addFunction(function.definition()));
    return saved.toBuilder().setMetaGraphs(0, with).build();
  }

  private SavedObjectGraph.Builder describe(MetaGraphDef graph, Weights variables) {
    int root = add(userObject("_generic_user_object"));
    int all = child(root, "variables", userObject(LIST));
    int trainable = child(root, "trainable_variables", userObject(LIST));
    for (Weights.Variable variable : variables.ofModel()) {
      int place = child(all, size(all), savedVariable(variable));
      places.put(variable.name(), place);
      if (variable.trainable()) {
        refer(trainable, size(trainable), place);
      }
    }
    int signatures = child(root, "signatures", userObject("signature_map"));
    SavedObjectGraph.Builder described = SavedObjectGraph.newBuilder();
    for (String key : new TreeSet<>(graph.getSignatureDefMap().keySet())) {
      var function = functions.of(key, graph.getSignatureDefOrThrow(key));
      traced.add(function);
      child(signatures, key, savedFunction(function));
      described.putConcreteFunctions(function.name(), concrete(function));
    }
    objects.forEach(described::addNodes);
    return described;
  }

  private int add(SavedObject.Builder object) {
    objects.add(object);
    return objects.size() - 1;
  }

  private int child(int parent, String name, SavedObject.Builder object) {
    int place = add(object);
    refer(parent, name, place);
    return place;
  }

  private void refer(int parent, String name, int place) {
    objects
        .get(parent)
        .addChildren(ObjectReference.newBuilder().setLocalName(name).setNodeId(place));
  }

  private String size(int list) {
    return String.valueOf(objects.get(list).getChildrenCount());
  }

  private static SavedObject.Builder userObject(String identifier) {
    VersionDef version = VersionDef.newBuilder().setProducer(1).setMinConsumer(1).build();
    return SavedObject.newBuilder()
        .setUserObject(SavedUserObject.newBuilder().setIdentifier(identifier).setVersion(version));
  }

  private SavedObject.Builder savedVariable(Weights.Variable variable) {
    return SavedObject.newBuilder()
        .setVariable(
            SavedVariable.newBuilder()
                .setDtype(DataType.DT_FLOAT)
                .setShape(functions.shape(variable.name()))
                .setTrainable(variable.trainable())
                .setName(variable.name()));
  }

  /** An only input needs no name where the function is called. */
  private static SavedObject.Builder savedFunction(LibraryFunctions.LibraryFunction function) {
    return SavedObject.newBuilder()
        .setBareConcreteFunction(
            SavedBareConcreteFunction.newBuilder()
                .setConcreteFunctionName(function.name())
                .setAllowedPositionalArguments(function.inputs().size() == 1 ? 1 : 0)
                .addAllArgumentKeywords(function.inputs().keySet()));
  }

  private SavedConcreteFunction concrete(LibraryFunctions.LibraryFunction function) {
    SavedConcreteFunction.Builder concrete = SavedConcreteFunction.newBuilder();
    function.variables().forEach(name -> concrete.addBoundInputs(place(name)));
    StructuredValue none =
        StructuredValue.newBuilder().setTupleValue(TupleValue.getDefaultInstance()).build();
    return concrete
        .setCanonicalizedInputSignature(
            StructuredValue.newBuilder()
                .setTupleValue(
                    TupleValue.newBuilder().addValues(none).addValues(specs(function.inputs()))))
        .setOutputSignature(specs(function.outputs()))
        .build();
  }

  private int place(String variable) {
    Integer place = places.get(variable);
    if (place == null) {
      throw new IllegalStateException("the model has no weight " + variable);
    }
    return place;
  }

  private static StructuredValue specs(Map<String, TensorInfo> tensors) {
    DictValue.Builder byKey = DictValue.newBuilder();
    tensors.forEach(
        (key, tensor) ->
            byKey.putFields(
                key,
                StructuredValue.newBuilder()
                    .setTensorSpecValue(
                        TensorSpecProto.newBuilder()
                            .setName(key)
                            .setShape(tensor.getTensorShape())
                            .setDtype(tensor.getDtype()))
                    .build()));
    return StructuredValue.newBuilder().setDictValue(byKey).build();
  }

  /** The same objects as a checkpoint names them: which tensor of it is the value of which one. */
  private TrackableObjectGraph checkpointed() {
    TrackableObjectGraph.Builder graph = TrackableObjectGraph.newBuilder();
    for (SavedObject.Builder object : objects) {
      TrackableObject.Builder node =
          graph.addNodesBuilder().addAllChildren(object.getChildrenList());
      if (object.hasVariable()) {
        String name = object.getVariable().getName();
        node.addAttributes(
            SerializedTensor.newBuilder()
                .setName("VARIABLE_VALUE")
                .setFullName(name)
                .setCheckpointKey(ObjectCheckpoint.key(name)));
      }
    }
    return graph.build();
  }
}
